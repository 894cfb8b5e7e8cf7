import type { Logger } from '../logger.ts';
import type { StoredArticle } from '../news/article.ts';
import type { Clock, Exclusive } from '../news/ports.ts';
import type { PlacedItem, StoryBook, UnreadItem } from '../news/story-ports.ts';
import { fingerprintOf } from '../stories/fingerprint.ts';
import { createStories } from '../stories/place.ts';
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

interface ReadOne {
  unread: UnreadItem;
  article: StoredArticle;
}

const BATCH = 24;
const AT_ONCE = 6;
/** Longer than the slowest batch. */
const LEASE_MS = 10 * 60_000;
/** An article that breaks us each time is not tried for ever. */
const MAX_FAULTS = 6;
const FIRST_PAUSE_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** As long as a story can be joined or followed. */
const LIVE_MS = 31 * DAY_MS;

/**
 * Reads what channels wait for and places it. Any number may run, in any process: an item has one lease, and one at a time
 * places, who first takes up what the others have placed since.
 */
export function createPlacer(ports: PlacerPorts): Placer {
  const { book, exclusive, clock } = ports;
  let live: { stories: ReturnType<typeof createStories>; mark: string } | null = null;

  /** Takes up what others have placed since; at the start, all that is live. */
  async function catchUp(known: { stories: ReturnType<typeof createStories>; mark: string }): Promise<void> {
    for (let isMore = true; isMore; ) {
      const { placed, mark } = await book.placedAfter(known.mark, clock() - LIVE_MS);
      for (const { fingerprint, placement } of placed) known.stories.restore(fingerprint, placement);
      known.mark = mark;
      isMore = placed.length > 0;
    }
  }

  async function place(read: readonly ReadOne[]): Promise<void> {
    const known = live ?? { stories: createStories(), mark: '0' };
    // What fails half-way is taken up afresh from the store.
    live = null;
    await catchUp(known);
    const placed = read
      .map(toFingerprinted)
      .sort((one, other) => one.fingerprint.published - other.fingerprint.published);
    const found = placed.map((one): PlacedItem => ({ ...one, placement: known.stories.place(one.fingerprint) }));
    live = { stories: known.stories, mark: await book.save(found, clock()) };
  }

  async function readAndPlace(): Promise<void> {
    const unread = await book.claimUnread({ now: clock(), leaseMs: LEASE_MS, count: BATCH });
    const read: ReadOne[] = [];
    await inTurns(unread, AT_ONCE, async (one) => {
      const article = await readOne(one, ports);
      if (article) read.push({ unread: one, article });
    });
    if (read.length > 0) await exclusive('place stories', () => place(read));
  }

  /** One at a time: slow pages must not take every hand of a worker. */
  let running: Promise<void> | null = null;
  function run(): Promise<void> {
    running ??= readAndPlace().finally(() => {
      running = null;
    });
    return running;
  }

  const warn = (err: unknown) => ports.logger.error({ event: 'place-items', err });
  return { run, wake: () => void run().catch(warn), close: async () => await running?.catch(warn) };
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

function toFingerprinted({ unread: { item }, article }: ReadOne): Omit<PlacedItem, 'placement'> {
  const fingerprint = fingerprintOf({
    id: item.itemId,
    url: item.link ?? '',
    title: article.title ?? '',
    text: article.paragraphs.join('\n\n'),
    published: publishedOf(item.published ?? article.published, item.firstSeen),
  });
  return { itemId: item.itemId, versionId: article.versionId, fingerprint };
}

/** Nothing is published after we have seen it, whatever it says. */
function publishedOf(said: string | null, firstSeen: Date): number {
  const moment = Date.parse(said ?? '');
  return Number.isNaN(moment) ? firstSeen.getTime() : Math.min(moment, firstSeen.getTime());
}

/** So many at a time. */
async function inTurns<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const one = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}
