import type { Config } from './config.ts';
import { createPoller, type Poller } from './desk/poller.ts';
import type { Logger } from './logger.ts';
import type { Clock } from './news/ports.ts';
import { createWeb } from './reading/fetch.ts';
import type { DiscoverOptions } from './sources/discover.ts';
import { limitPerHost } from './sources/limit-per-host.ts';
import { createRobotsGate } from './sources/robots-gate.ts';
import { isSharedAddress } from './sources/shared-address.ts';
import type { Stores } from './wire-stores.ts';

/** Our name in robots.txt. */
const AGENT = 'copydesk';
const USER_AGENT =
  'Copydesk/0.1 (self-hosted news desk; asks a feed that a channel follows, obeys robots.txt as copydesk)';
const PER_HOST = 2;
/** What many answers at once may take of memory. */
const MAX_BYTES = 10_000_000;

/** Following sources: asking a site politely, and the poller. */
export function createSourceRoads(
  config: Config,
  { stores, clock, logger }: { stores: Pick<Stores, 'sources'>; clock: Clock; logger: Logger },
): { poller: Poller; following: DiscoverOptions; isShared(url: string): boolean } {
  const allowHosts = config.ALLOW_HOSTS;
  const web = limitPerHost(
    createWeb({
      allowHosts,
      userAgent: USER_AGENT,
      proxy: config.HTTPS_PROXY ?? undefined,
      limits: { wholeMs: config.FETCH_TIMEOUT_MS, maxBytes: MAX_BYTES },
    }),
    PER_HOST,
  );
  const robots = createRobotsGate({ web, clock, agent: AGENT });
  const poller = createPoller({ sources: stores.sources, web, robots, clock, random: Math.random, logger });
  return { poller, following: { web, robots }, isShared: (url) => isSharedAddress(url, allowHosts) };
}
