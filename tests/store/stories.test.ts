import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scope } from '../../src/news/ports.ts';
import type { SourceItem } from '../../src/news/source.ts';
import type { PollRecord } from '../../src/news/source-ports.ts';
import type { PlacedItem } from '../../src/news/story-ports.ts';
import { PLAIN_SUBSCRIPTION } from '../../src/news/subscription.ts';
import { newHealth } from '../../src/sources/health.ts';
import { newPollState } from '../../src/sources/poll.ts';
import { createArticles } from '../../src/store/articles.ts';
import type { Database } from '../../src/store/database.ts';
import { createItems } from '../../src/store/items.ts';
import { createSources } from '../../src/store/sources.ts';
import { createStoryBook } from '../../src/store/story-book.ts';
import { fingerprintOf } from '../../src/stories/fingerprint.ts';
import { createStories } from '../../src/stories/place.ts';
import { testDatabase } from '../doubles/database.ts';
import { ferryArticle } from './scopes.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FERRY =
  'The harbour ferry of Larkmoor was halted on Monday after inspectors found cracked welds in two of its three boats, the port authority said.';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** A channel of its own that follows sources of its own, with the stores. */
function desk() {
  const id = crypto.randomUUID();
  const scope: Scope = { workspace: `discord:w${id}`, channel: `discord:${id}` };
  const first = (now: number) => ({ state: newPollState(), health: newHealth(now) });
  const sources = createSources(database.db, first);
  const book = createStoryBook(database.db);
  const articles = createArticles(database.db);

  /** Follows a source and has it tell these, which are pending then. */
  async function tell(items: SourceItem[], where = scope): Promise<void> {
    const url = `https://${crypto.randomUUID()}.example/feed`;
    const source = { url, kind: 'feed' as const, pattern: null };
    const settings = { title: 'The Paper', isShared: true, settings: PLAIN_SUBSCRIPTION };
    await sources.follow({ source, ...settings, scope: where, by: 'chat:@ada', now: NOW });
    await record(url, []);
    await record(url, items);
  }

  async function record(url: string, items: SourceItem[]): Promise<void> {
    const lease = { leaseMs: MINUTE, count: 1000, perHost: 10, busyHosts: [] };
    const claimed = await sources.claim({ now: NOW, ...lease });
    const one = claimed.find(({ source }) => source.url === url);
    for (const other of claimed) if (other !== one) await sources.release(other.id);
    if (!one) throw new Error(`${url} is not due`);
    const poll: PollRecord = {
      ...{ now: NOW, state: newPollState(), nextAt: NOW, hasTold: true, wasReached: true },
      ...{ trouble: null, title: null, movedTo: null },
      items: items.map((item) => ({ item, linkKey: item.link, contentHash: `${item.title} ${item.text}` })),
      judge: () => ({ state: 'pending', reason: null }),
      conclude: () => ({ health: newHealth(NOW), tell: null }),
    };
    await sources.record(one, poll);
  }

  /** Places what is handed out, each as an article of these words. */
  async function place(unread: Awaited<ReturnType<typeof claim>>, stories = createStories()): Promise<PlacedItem[]> {
    const placed: PlacedItem[] = [];
    for (const { item } of unread) {
      const { versionId } = await articles.save(ferryArticle({ address: item.link, canonicalUrl: item.link }), scope);
      const facts = { url: item.link ?? '', title: item.title ?? '', text: item.text ?? '', published: NOW };
      const fingerprint = fingerprintOf({ id: item.itemId, ...facts });
      placed.push({ itemId: item.itemId, versionId, fingerprint, placement: stories.place(fingerprint) });
    }
    await book.save(placed, NOW);
    return placed;
  }

  async function claim(now = NOW) {
    const unread = await book.claimUnread({ now, leaseMs: 5 * MINUTE, count: 1000 });
    return unread.filter(({ scopes }) => scopes.some(({ channel }) => channel === scope.channel));
  }

  /** The titles of what waits. */
  async function open(): Promise<(string | null)[]> {
    const rows = await database.db
      .selectFrom('item_states as state')
      .innerJoin('subscriptions as subscription', 'subscription.id', 'state.subscription_id')
      .innerJoin('items as item', 'item.id', 'state.item_id')
      .where('subscription.channel', '=', scope.channel)
      .where('state.state', 'in', ['pending', 'held'])
      .select('item.title')
      .execute();
    return rows.map(({ title }) => title);
  }

  return { ...{ scope, book, tell, claim, place, open } };
}

function item(id: string, text: string, title = `Title ${id}`): SourceItem {
  const facts = { author: null, published: null, updated: null, hasContent: true, language: 'en' };
  return { id, link: `https://paper.example/${id}-${crypto.randomUUID()}`, title, text, ...facts };
}

function longer(text: string): string {
  const rest =
    'Repairs could cost as much as two million, according to the report that was shown to the town council on Monday evening.';
  return `${text} ${rest} The boats stay at the quay until spring, and buses run along the coast road instead every half hour.`;
}

test('what waits is handed out once, and again when its lease is over', async () => {
  const { tell, claim } = desk();
  await tell([item('a', FERRY), item('b', FERRY)]);
  const [first, second] = await claim();
  expect([first?.attempts, second?.attempts]).toEqual([1, 1]);
  expect(await claim()).toEqual([]);
  const again = await claim(NOW + 6 * MINUTE);
  expect(again.map(({ item, attempts }) => [item.title, attempts])).toEqual([
    ['Title a', 2],
    ['Title b', 2],
  ]);
});

test('what was placed is not handed out again, and a desk that starts anew finds its stories as they were', async () => {
  const { tell, claim, place, book } = desk();
  await tell([item('a', longer(FERRY), 'Larkmoor ferry halted after cracked welds found')]);
  const { mark } = await book.placedAfter('0', 0);
  const [placed] = await place(await claim());
  expect(await claim(NOW + HOUR)).toEqual([]);
  const restored = createStories();
  const since = await book.placedAfter(mark, 0);
  expect(since.placed.map(({ fingerprint }) => fingerprint)).toEqual([placed?.fingerprint]);
  for (const { fingerprint, placement } of since.placed) restored.restore(fingerprint, placement);
  const later = fingerprintOf({
    ...{ id: 'later', url: 'https://coast.example/1', published: NOW + HOUR },
    title: 'Cracked welds halt the Larkmoor harbour ferry',
    text: 'Inspectors of the port authority found cracked welds, and the Larkmoor ferry stays at the quay.',
  });
  expect(restored.place(later).story.id).toBe(placed?.placement.story.id);
});

test('a copy beside its original is merged with it; one that stands alone in its channel waits on', async () => {
  const { tell, claim, place, open } = desk();
  const other = desk();
  const text = longer(FERRY);
  const stories = createStories();
  await tell([item('a', text), item('b', text, 'The same from an agency')]);
  await other.tell([item('c', text, 'The same elsewhere')]);
  await place(await claim(), stories);
  await other.place(await other.claim(NOW + 6 * MINUTE), stories);
  expect(await open()).toEqual(['Title a']);
  expect(await other.open()).toEqual(['The same elsewhere']);
});

test('what can’t be read has failed wherever it waits, and why is kept', async () => {
  const { tell, claim, book, open, scope } = desk();
  await tell([item('a', FERRY)]);
  const [unread] = await claim();
  await book.giveUp(unread?.item.itemId ?? '', 'its server could not be reached', NOW);
  expect(await open()).toEqual([]);
  const counts = await createItems(database.db).countStates(scope.channel);
  expect(counts.map(({ state, count }) => [state, count])).toEqual([['failed', 1]]);
});
