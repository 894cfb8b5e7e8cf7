import type { Logger } from '../logger.ts';
import type { StoredArticle } from '../news/article.ts';
import type { Clock, Exclusive } from '../news/ports.ts';
import type { StoryBook, UnreadItem } from '../news/story-ports.ts';
import { createStoryFinder, type ReadArticle } from './find-stories.ts';
import { type ItemReading, type ReadItemPorts, readItem } from './read-item.ts';
import { troubleWords } from './trouble-words.ts';

export interface Placer {
  /** Begins with what waits to be read, and goes on after it has answered; while it does so, another call changes nothing. */
  wake(): void;
  /** Reads what waits to be read and finds the story of each. */
  run(): Promise<void>;
  /** Ends with what is under way. */
  close(): Promise<void>;
}

export interface PlacerPorts extends ReadItemPorts {
  book: StoryBook;
  exclusive: Exclusive;
  clock: Clock;
  logger: Logger;
}

const BATCH = 24;
const AT_ONCE = 6;
/** Longer than the slowest batch. */
const LEASE_MS = 10 * 60_000;
/** An article that breaks us each time is not tried for ever. */
const MAX_FAULTS = 6;
const FIRST_PAUSE_MS = 60_000;

/**
 * Reads what channels wait for and places it. Any number may run, in any process: an item has one lease, and one at a time
 * places, who first takes up what the others have placed since.
 */
export function createPlacer(ports: PlacerPorts): Placer {
  const { book, exclusive, clock } = ports;
  const finder = createStoryFinder(ports);
  let isClosed = false;
  /** Answers whether more waits. */
  async function readAndPlace(): Promise<boolean> {
    const unread = await book.claimUnread({ now: clock(), leaseMs: LEASE_MS, count: BATCH });
    const read: ReadArticle[] = [];
    await inTurns(unread, AT_ONCE, async (one) => {
      const article = await readOne(one, ports);
      if (article) read.push({ item: one.item, article });
    });
    if (read.length > 0) await exclusive('place stories', () => finder.place(read));
    return unread.length === BATCH;
  }

  async function placeAll(): Promise<void> {
    while (!isClosed && (await readAndPlace()));
  }

  /** One at a time: slow pages must not take every hand of a worker. */
  let running: Promise<void> | null = null;
  function run(): Promise<void> {
    running ??= placeAll().finally(() => {
      running = null;
    });
    return running;
  }

  const warn = (err: unknown) => ports.logger.error({ event: 'place-items', err });
  return {
    run,
    wake: () => void run().catch(warn),
    async close() {
      isClosed = true;
      await running?.catch(warn);
    },
  };
}

/** A fault of ours with one item must not keep the others: it is tried again when its lease is over. */
async function readOne(unread: UnreadItem, ports: PlacerPorts): Promise<StoredArticle | null> {
  try {
    return await settle(unread, await readItem(unread, ports), ports);
  } catch (error) {
    const { item, attempts } = unread;
    ports.logger.error({ event: 'read-item', item: item.itemId, attempts, err: error });
    if (attempts >= MAX_FAULTS) await ports.book.giveUp(item.itemId, troubleWords(null), ports.clock());
    return null;
  }
}

async function settle(
  { item, attempts }: UnreadItem,
  reading: ItemReading,
  { book, clock, logger }: PlacerPorts,
): Promise<StoredArticle | null> {
  if (reading.kind === 'read') return reading.article;
  const { kind, why } = reading;
  logger.info({ event: 'read-item', item: item.itemId, outcome: kind, why, attempts });
  if (kind === 'failed') await book.giveUp(item.itemId, troubleWords(why), clock());
  else await book.readAgainAt(item.itemId, clock() + FIRST_PAUSE_MS * 4 ** (attempts - 1), why);
  return null;
}

/** So many at a time. */
async function inTurns<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const one = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}
