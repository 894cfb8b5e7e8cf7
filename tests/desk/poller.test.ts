import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPoller, type Poller } from '../../src/desk/poller.ts';
import { UserError } from '../../src/errors.ts';
import type { Page } from '../../src/news/ports.ts';
import { PLAIN_SUBSCRIPTION } from '../../src/news/subscription.ts';
import { newHealth } from '../../src/sources/health.ts';
import { newPollState } from '../../src/sources/poll.ts';
import type { Database } from '../../src/store/database.ts';
import { createSources } from '../../src/store/sources.ts';
import { testDatabase } from '../doubles/database.ts';
import { harbour } from '../store/scopes.ts';

const HOUR = 3_600_000;
const FEED =
  '<rss version="2.0"><channel><title>The Paper</title><item><title>A</title><guid>a</guid></item></channel></rss>';

type Answer = Partial<Page> | 'down' | Promise<never>;

let database: Database;
let poller: Poller;
let now: number;
let answers: Map<string, Answer>;
let asked: string[];

beforeEach(async () => {
  database = await testDatabase();
  now = Date.UTC(2026, 10, 24, 12);
  answers = new Map();
  asked = [];
  const web = {
    async get(url: string, { signal }: { signal?: AbortSignal } = {}): Promise<Page> {
      if (!url.endsWith('/robots.txt')) asked.push(url);
      const answer = answers.get(url) ?? answers.get(new URL(url).host) ?? {};
      if (answer === 'down') throw new UserError('unreachable', { host: new URL(url).host });
      if (answer instanceof Promise) {
        return await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      }
      return { url, status: 200, headers: {}, bytes: new TextEncoder().encode(FEED), ...answer };
    },
  };
  const robots = { mayRead: async () => 'yes' as const, sitemapsOf: async () => [] };
  const logger = pino({ level: 'silent' });
  poller = createPoller({ sources: sources(), web, robots, clock: () => now, random: () => 0.5, logger, atOnce: 4 });
});
afterEach(async () => {
  await poller.close();
  await database.close();
});

function sources() {
  return createSources(database.db, (at) => ({ state: newPollState(), health: newHealth(at) }));
}

async function follow(...urls: string[]): Promise<void> {
  for (const url of urls) {
    const source = { url, kind: 'feed' as const, pattern: null };
    const who = { scope: harbour, by: 'chat:@ada', now };
    await sources().follow({ source, title: null, isShared: true, settings: PLAIN_SUBSCRIPTION, ...who });
  }
}

/** Puts the clock forward so far that every source is due, and waits until each was asked and written down. */
async function pollAll(ms: number): Promise<void> {
  now += ms;
  const { db } = database;
  await db
    .updateTable('sources')
    .where('next_poll_at', 'is not', null)
    .set({ next_poll_at: new Date(now) })
    .execute();
  await poller.wake();
  const due = db.selectFrom('sources').where('next_poll_at', '<=', new Date(now)).select('id');
  await expect.poll(async () => (await due.execute()).length).toBe(0);
}

async function told(): Promise<string[]> {
  const rows = await database.db.selectFrom('deliveries').orderBy('sequence').select('message').execute();
  return rows.map(({ message }) => JSON.stringify(message));
}

async function urls(): Promise<string[]> {
  return (await sources().ofChannel(harbour.channel)).map(({ source }) => source.url);
}

test('an outage of ours is told to nobody; what still fails once others are reached again is', async () => {
  await follow('https://one.example/feed', 'https://two.example/feed', 'https://three.example/feed');
  await pollAll(0);
  for (const host of ['one.example', 'two.example', 'three.example']) answers.set(host, 'down');
  for (let times = 0; times < 5; times++) await pollAll(3 * HOUR);
  expect(await told()).toEqual([]);
  const pauses = (await sources().ofChannel(harbour.channel)).map(
    ({ nextPollAt }) => (nextPollAt?.getTime() ?? 0) - now,
  );
  expect(Math.max(...pauses)).toBeLessThan(HOUR);
  answers.delete('one.example');
  answers.delete('two.example');
  // One more than it takes: in the first, the one that fails may be asked before the others are reached.
  for (let times = 0; times < 3; times++) await pollAll(3 * HOUR);
  expect(await told()).toEqual([expect.stringContaining('has not been readable')]);
  expect((await told())[0]).toContain('three.example');
});

test('what fails for more than a day is told, even where nothing else can be reached', async () => {
  await follow('https://one.example/feed', 'https://two.example/feed');
  await pollAll(0);
  for (const host of ['one.example', 'two.example']) answers.set(host, 'down');
  for (let times = 0; times < 10; times++) await pollAll(3 * HOUR);
  expect(await told()).toHaveLength(2);
});

test('a permanent redirect is believed when it was seen three times, and then told once', async () => {
  await follow('https://old.example/feed');
  answers.set('old.example', { url: 'https://new.example/feed', movedTo: 'https://new.example/feed' });
  await pollAll(0);
  await pollAll(HOUR);
  expect(await urls()).toEqual(['https://old.example/feed']);
  await pollAll(HOUR);
  expect(await urls()).toEqual(['https://new.example/feed']);
  await pollAll(HOUR);
  expect(await told()).toEqual([expect.stringContaining('followed at its new address: https://new.example/feed')]);
  expect(asked.at(-1)).toBe('https://new.example/feed');
});

test('a source’s own word about its new address is not believed where nothing answers there', async () => {
  await follow('https://old.example/feed');
  const moved = '<itunes:new-feed-url>https://gone.example/feed</itunes:new-feed-url>';
  const body = FEED.replace('<channel>', `<channel>${moved}`).replace(
    '<rss ',
    '<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" ',
  );
  answers.set('old.example', { bytes: new TextEncoder().encode(body) });
  answers.set('gone.example', 'down');
  for (let times = 0; times < 5; times++) await pollAll(HOUR);
  expect(asked).toContain('https://gone.example/feed');
  expect(await urls()).toEqual(['https://old.example/feed']);
  expect(await told()).toEqual([]);
});

test('a host that never answers does not keep the others waiting, and what was under way is given back at the end', async () => {
  const slow = Array.from({ length: 8 }, (_, at) => `https://slow.example/${at}`);
  await follow(...slow, 'https://quick.example/feed');
  answers.set('slow.example', new Promise<never>(() => {}));
  await poller.wake();
  await expect.poll(() => asked).toContain('https://quick.example/feed');
  expect(asked.filter((url) => url.includes('slow'))).toHaveLength(2);
  await poller.close();
  const leased = database.db.selectFrom('sources').where('leased_until', 'is not', null).select('id');
  expect(await leased.execute()).toEqual([]);
});

test('a site built anew that tells its old articles under new addresses posts none of them; what is a few days old is news', async () => {
  const url = 'https://paper.example/feed';
  const feed = (site: string, ages: number[]) => {
    const day = (age: number) => new Date(now - age * 24 * HOUR).toUTCString();
    const items = ages.map(
      (age) =>
        `<item><title>${site} ${age}</title><link>https://${site}.example/${age}</link><pubDate>${day(age)}</pubDate></item>`,
    );
    return { bytes: new TextEncoder().encode(`<rss version="2.0"><channel>${items.join('')}</channel></rss>`) };
  };
  answers.set(url, feed('old', [1]));
  await follow(url);
  await pollAll(0);
  // A month in which the desk itself is down is no reason to leave out what came meanwhile.
  for (const [pauseDays, site, ages] of [
    [30, 'old', [20, 2]],
    [1, 'anew', [60, 25, 9, 3, 0]],
  ] as const) {
    now += pauseDays * 24 * HOUR;
    answers.set(url, feed(site, [...ages]));
    await pollAll(0);
  }
  const states = database.db.selectFrom('item_states').innerJoin('items', 'items.id', 'item_id').orderBy('items.id');
  expect((await states.select(['title', 'state']).execute()).map(({ title, state }) => `${title} ${state}`)).toEqual([
    'old 1 baseline',
    ...['old 20 pending', 'old 2 pending'],
    ...['anew 60 baseline', 'anew 25 baseline', 'anew 9 baseline', 'anew 3 pending', 'anew 0 pending'],
  ]);
});
