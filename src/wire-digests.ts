import { createPlacer, type Placer } from './desk/placer.ts';
import type { Logger } from './logger.ts';
import type { Clock, Exclusive } from './news/ports.ts';
import { createReader, type ReaderOptions } from './reading/read.ts';
import type { DiscoverOptions } from './sources/discover.ts';
import type { Stores } from './wire-stores.ts';

/** Reading what sources tell, and finding the stories in it. */
export function createDigestRoads(options: {
  stores: Stores;
  following: DiscoverOptions;
  extract: ReaderOptions['extract'];
  exclusive: Exclusive;
  clock: Clock;
  logger: Logger;
}): { placer: Placer } {
  const { stores, following, extract, ...rest } = options;
  const pages = createReader({ web: following.web, extract });
  const placer = createPlacer({
    ...rest,
    ...{ pages, robots: following.robots, articles: stores.articles, book: stores.book },
  });
  return { placer };
}
