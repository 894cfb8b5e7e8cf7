import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scope } from '../../src/news/ports.ts';
import type { SourceItem } from '../../src/news/source.ts';
import type { ClaimedSource, PollRecord } from '../../src/news/source-ports.ts';
import { PLAIN_SUBSCRIPTION } from '../../src/news/subscription.ts';
import { newHealth } from '../../src/sources/health.ts';
import { newPollState } from '../../src/sources/poll.ts';
import type { Database } from '../../src/store/database.ts';
import { createItems } from '../../src/store/items.ts';
import { createSources } from '../../src/store/sources.ts';
import { testDatabase } from '../doubles/database.ts';
import { harbour, harbourSide, mountain } from './scopes.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const MINUTE = 60_000;

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** The stores, and an address nobody follows yet. */
function stores() {
  const first = (now: number) => ({ state: newPollState(), health: newHealth(now) });
  const url = `https://${crypto.randomUUID()}.example/feed`;
  const sources = createSources(database.db, first);
  const follow = (scope: Scope, { at = NOW, isShared = true, address = url } = {}) =>
    sources.follow({
      source: { url: address, kind: 'feed', pattern: null },
      ...{ title: 'The Paper', isShared, settings: PLAIN_SUBSCRIPTION, scope, by: 'chat:@ada', now: at },
    });
  /** The one source at an address, as a worker gets it. */
  const claim = async (address = url, at = NOW): Promise<ClaimedSource> => {
    const request = { leaseMs: 5 * MINUTE, count: 1000, perHost: 10 };
    const claimed = await sources.claim({ now: at, ...request });
    const one = claimed.find(({ source }) => source.url === address);
    if (!one) throw new Error(`${address} is not due`);
    return one;
  };
  return { url, sources, items: createItems(database.db), follow, claim };
}

function item(id: string, changes: Partial<SourceItem> = {}): SourceItem {
  const facts = { author: null, published: null, updated: null, text: null, hasContent: false, language: null };
  return { id, link: `https://paper.example/${id}`, title: `Title ${id}`, ...facts, ...changes };
}

function told(items: SourceItem[] | null, changes: Partial<PollRecord> = {}): PollRecord {
  return {
    now: NOW,
    state: { ...newPollState(), etag: '"1"' },
    nextAt: NOW + 30 * MINUTE,
    ...{ hasTold: true, wasReached: true, trouble: null, title: null, movedTo: null },
    items: items?.map((one) => ({ item: one, linkKey: one.link, contentHash: `${one.title} ${one.text}` })) ?? null,
    judge: (_, __, isRepeat) =>
      isRepeat ? { state: 'baseline', reason: 'a repeat' } : { state: 'pending', reason: null },
    conclude: () => ({ health: newHealth(NOW), tell: null }),
    ...changes,
  };
}

async function statesIn(items: ReturnType<typeof createItems>, channel: string, url: string) {
  const counts = await items.countStates(channel);
  const rows = await database.db
    .selectFrom('subscriptions')
    .innerJoin('sources', 'sources.id', 'source_id')
    .where('channel', '=', channel)
    .where('url', '=', url)
    .select('subscriptions.id')
    .execute();
  const own = counts.filter(({ subscriptionId }) => rows.some(({ id }) => id === subscriptionId));
  return Object.fromEntries(own.map(({ state, count }) => [state, count]));
}

test('what a source holds when it is added was there before; what it tells later is pending', async () => {
  const { url, sources, items, follow, claim } = stores();
  await follow(harbour);
  expect(await sources.record(await claim(), told([item('a'), item('b')]))).toEqual({ newItems: 2 });
  expect(await statesIn(items, harbour.channel, url)).toEqual({ baseline: 2 });
  await sources.record(await claim(url, NOW + 40 * MINUTE), told([item('c'), item('a')]));
  expect(await statesIn(items, harbour.channel, url)).toEqual({ baseline: 2, pending: 1 });
  const [fate] = await items.fatesOf('https://paper.example/c', harbour.channel);
  expect(fate).toMatchObject({ item: { title: 'Title c' }, state: 'pending', sourceTitle: 'The Paper' });
});

test('who comes later shares the source, and has what it told so far as baseline, also where nothing changed since', async () => {
  const { url, sources, items, follow, claim } = stores();
  await follow(harbour);
  await sources.record(await claim(), told([item('a')]));
  await follow(mountain, { at: NOW + MINUTE });
  const claimed = await claim(url, NOW + MINUTE);
  expect(claimed.state.etag).toBe('"1"');
  await sources.record(claimed, told(null, { now: NOW + MINUTE }));
  expect(await statesIn(items, mountain.channel, url)).toEqual({ baseline: 1 });
  await sources.record(await claim(url, NOW + 40 * MINUTE), told([item('b')]));
  expect(await statesIn(items, mountain.channel, url)).toEqual({ baseline: 1, pending: 1 });
  expect(await statesIn(items, harbour.channel, url)).toEqual({ baseline: 1, pending: 1 });
});

test('a source that is not shared is polled for its channel alone', async () => {
  const { url, sources, items, follow } = stores();
  await follow(harbour, { isShared: false });
  await follow(harbourSide, { isShared: false });
  const claimed = await sources.claim({ now: NOW, leaseMs: MINUTE, count: 1000, perHost: 10 });
  const both = claimed.filter(({ source }) => source.url === url);
  expect(both).toHaveLength(2);
  for (const one of both.slice(0, 1)) await sources.record(one, told([item('a')]));
  const counts = await Promise.all([harbour, harbourSide].map(({ channel }) => statesIn(items, channel, url)));
  expect(counts).toContainEqual({ baseline: 1 });
  expect(counts).toContainEqual({});
});

test('a lease keeps others away until it is over, and a poll that comes after another one is dropped', async () => {
  const { url, sources, items, follow, claim } = stores();
  await follow(harbour);
  const slow = await claim();
  await expect(claim()).rejects.toThrow('is not due');
  const quick = await claim(url, NOW + 6 * MINUTE);
  expect(await sources.record(quick, told([item('a')]))).toEqual({ newItems: 1 });
  expect(await sources.record(slow, told([item('b')]))).toBeNull();
  expect(await statesIn(items, harbour.channel, url)).toEqual({ baseline: 1 });
});

test('of one host no more are out at a time than are asked for, whoever has them', async () => {
  const { sources, follow } = stores();
  const host = `${crypto.randomUUID()}.example`;
  for (const path of ['a', 'b', 'c']) await follow(harbour, { address: `https://${host}/${path}` });
  const request = { now: NOW, leaseMs: MINUTE, count: 1000, perHost: 2 };
  const claim = async () => (await sources.claim(request)).filter((one) => one.host === host);
  const first = await claim();
  expect(first).toHaveLength(2);
  expect(await claim()).toHaveLength(0);
  for (const one of first.slice(0, 1)) await sources.record(one, told([]));
  expect(await claim()).toHaveLength(1);
});

test('the same story under a new id is no news, and a changed text changes the item in its place', async () => {
  const { url, sources, items, follow, claim } = stores();
  const { subscriptionId } = await follow(harbour);
  await sources.record(await claim(), told([item('a')]));
  const later = { now: NOW + 40 * MINUTE, nextAt: NOW + 80 * MINUTE };
  const again = item('a2', { link: item('a').link, title: item('a').title });
  await sources.record(await claim(url, later.now), told([item('a', { text: 'Corrected.' }), again], later));
  expect(await statesIn(items, harbour.channel, url)).toEqual({ baseline: 2 });
  const newest = await items.newest(subscriptionId, harbour.channel, 20);
  expect(newest.find(({ identity }) => identity === 'a')).toMatchObject({
    text: 'Corrected.',
    changedAt: new Date(later.now),
  });
});

test('a source that moves to an address that is followed already becomes one with it, and nothing is told twice', async () => {
  const { url, sources, items, follow, claim } = stores();
  const target = `https://${crypto.randomUUID()}.example/feed`;
  await follow(harbour);
  await follow(mountain);
  await follow(mountain, { address: target });
  await sources.record(await claim(), told([item('a')]));
  await sources.record(await claim(target, NOW + 10 * MINUTE), told([item('a'), item('b')]));
  const later = { now: NOW + 40 * MINUTE, nextAt: NOW + 80 * MINUTE };
  await sources.record(await claim(url, later.now), told([item('a'), item('c')], { ...later, movedTo: target }));
  expect(await sources.ofChannel(harbour.channel)).toContainEqual(
    expect.objectContaining({ source: { url: target, kind: 'feed', pattern: null } }),
  );
  expect(await statesIn(items, harbour.channel, target)).toEqual({ baseline: 2, pending: 1 });
  expect(await statesIn(items, mountain.channel, target)).toEqual({ baseline: 3 });
});

test('another channel sees none of it, changes none of it and takes none of it out', async () => {
  const { sources, items, follow, claim } = stores();
  const { subscriptionId } = await follow(harbour);
  await sources.record(await claim(), told([item('own')]));
  const { channel } = mountain;
  expect(await sources.change(subscriptionId, channel, { isPaused: true })).toBe(false);
  expect(await sources.unfollow(subscriptionId, channel)).toBe(false);
  expect(await items.newest(subscriptionId, channel, 20)).toEqual([]);
  expect(await items.fatesOf('https://paper.example/own', channel)).toEqual([]);
  expect(await items.fatesOf('https://paper.example/own', harbour.channel)).toHaveLength(1);
});

test('the last to leave takes the source along, with all that it told', async () => {
  const { url, sources, follow, claim } = stores();
  const one = await follow(harbour);
  const other = await follow(mountain);
  await sources.record(await claim(), told([item('a')]));
  const left = () => database.db.selectFrom('sources').where('url', '=', url).select('id').execute();
  expect(await sources.unfollow(one.subscriptionId, harbour.channel)).toBe(true);
  expect(await left()).toHaveLength(1);
  expect(await sources.unfollow(other.subscriptionId, mountain.channel)).toBe(true);
  expect(await left()).toHaveLength(0);
});
