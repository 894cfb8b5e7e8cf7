import type { ChatPlatform } from './delivery/platform.ts';
import { createPlacer, type Placer } from './desk/placer.ts';
import type { ReadItemPorts } from './desk/read-item.ts';
import type { Logger } from './logger.ts';
import type { Clock, Exclusive } from './news/ports.ts';
import { createReader, type ReaderOptions } from './reading/read.ts';
import type { DiscoverOptions } from './sources/discover.ts';
import type { Stores } from './wire-stores.ts';

/** Reading what sources tell, finding the stories in it, and where what we told of them is to be seen. */
export function createDigestRoads(options: {
  stores: Stores;
  following: DiscoverOptions;
  extract: ReaderOptions['extract'];
  exclusive: Exclusive;
  clock: Clock;
  logger: Logger;
  platforms: readonly ChatPlatform[];
}): { placer: Placer; reading: ReadItemPorts; linkOf(ref: string, workspace: string): Promise<string | null> } {
  const { stores, following, extract, platforms, ...rest } = options;
  const { logger } = rest;
  const pages = createReader({ web: following.web, extract });
  const { articles, book } = stores;
  const reading = { pages, robots: following.robots, articles };
  return {
    reading,
    placer: createPlacer({ ...rest, ...reading, book }),
    async linkOf(ref, workspace) {
      const platform = platforms.find(({ name }) => ref.startsWith(`${name}:`));
      try {
        return (await platform?.linkOf?.(ref, workspace)) ?? null;
      } catch (error) {
        // A digest without the link is better than none.
        logger.warn({ event: 'link', ref, err: error });
        return null;
      }
    },
  };
}
