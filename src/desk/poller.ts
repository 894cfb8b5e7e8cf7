import type { Logger } from '../logger.ts';
import type { ClaimedSource, Sources } from '../news/source-ports.ts';
import type { PollOptions } from '../sources/poll.ts';
import { pollSource } from './poll-source.ts';

export interface Poller {
  /** Takes up what is due, as far as there is room; what it takes up goes on after it has answered. */
  wake(): Promise<void>;
  /** Breaks off what is under way and gives it back. */
  close(): Promise<void>;
}

export interface PollerOptions extends Omit<PollOptions, 'signal'> {
  sources: Sources;
  logger: Logger;
  atOnce?: number;
}

/** Slow sources hold a place each, and no more than two of one host at a time. */
const AT_ONCE = 24;
const PER_HOST = 2;
/** Longer than the slowest poll: robots.txt, an index and five sitemaps, each within its bound. */
const LEASE_MS = 5 * 60_000;

/** Polls what is due. Any number may run, in any process: each source has one lease. */
export function createPoller({ logger, atOnce = AT_ONCE, ...options }: PollerOptions): Poller {
  const { sources, clock } = options;
  const underway = new Set<Promise<void>>();
  const stop = new AbortController();
  let filling: Promise<void> | null = null;
  /** Whether the last look left some that are due. */
  let isMoreDue = false;

  async function fill(): Promise<void> {
    const free = atOnce - underway.size;
    if (free <= 0 || stop.signal.aborted) return;
    const claimed = await sources.claim({ now: clock(), leaseMs: LEASE_MS, count: free, perHost: PER_HOST });
    isMoreDue = claimed.length === free;
    for (const one of claimed) begin(one);
  }

  function begin(claimed: ClaimedSource): void {
    const work = pollOne(claimed).finally(() => {
      underway.delete(work);
      if (isMoreDue && underway.size <= atOnce / 2) void wake().catch(warn);
    });
    underway.add(work);
  }

  async function pollOne(claimed: ClaimedSource): Promise<void> {
    const lateMs = clock() - claimed.dueAt;
    try {
      const ended = await pollSource(claimed, { ...options, signal: stop.signal });
      logger.debug({ event: 'poll', source: claimed.id, host: claimed.host, lateMs, ...ended });
    } catch (error) {
      // A fault of ours keeps its lease, so that it is not repeated without a pause.
      if (stop.signal.aborted) await sources.release(claimed.id).catch(warn);
      else logger.error({ event: 'poll', source: claimed.id, err: error });
    }
  }

  /** One look at a time. */
  function wake(): Promise<void> {
    filling ??= fill().finally(() => {
      filling = null;
    });
    return filling;
  }

  function warn(error: unknown): void {
    logger.warn({ event: 'poll', err: error });
  }

  return {
    wake,
    async close() {
      stop.abort();
      await filling?.catch(warn);
      await Promise.all(underway);
    },
  };
}
