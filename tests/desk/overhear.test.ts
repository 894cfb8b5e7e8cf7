import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOverhearing, LINK_BOUNDS } from '../../src/desk/overhear.ts';
import type { Scope } from '../../src/news/ports.ts';
import { DEFAULT_SETTINGS } from '../../src/news/settings.ts';
import type { Database } from '../../src/store/database.ts';
import { createPostedLinks } from '../../src/store/posted-links.ts';
import { testDatabase } from '../doubles/database.ts';

let database: Database;
let now = Date.UTC(2026, 4, 4, 12);
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const MINUTE_MS = 60_000;

/** A desk of its own on the shared store: what it had summarized, and how often it asked for settings. */
function openDesk({ links = 'on' as 'on' | null } = {}) {
  const soon: { id: string; url: string; postTo: string }[] = [];
  const asked: string[] = [];
  const setting = { links };
  const overhear = createOverhearing({
    settings: {
      read: async ({ channel }: Scope) => {
        asked.push(channel);
        return { ...DEFAULT_SETTINGS, ...setting };
      },
    },
    postedLinks: createPostedLinks(database.db),
    summarizeSoon: async ({ id, url, postTo }) => void soon.push({ id, url, postTo }),
    clock: () => now,
  });
  let count = 0;
  return {
    ...{ soon, asked, setting },
    /** What is said in a channel; answers whether the channel wants links. */
    says: (channel: string, links: string[], message = `${channel}/${channel}${count++}`) =>
      overhear({
        scope: { workspace: 'chat:desk', channel },
        author: 'chat:@ada',
        postTo: message,
        links,
      }),
    urls: () => soon.map(({ url }) => url),
  };
}

const manyOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => `https://news.example/${name}/${at}`);

test('a channel that does not want its links costs one question in ten seconds, whatever is said there', async () => {
  const desk = openDesk({ links: null });
  const all = manyOf('quiet', 200).map((link) => desk.says('chat:quiet', [link]));
  expect(new Set(await Promise.all(all))).toEqual(new Set([false]));
  expect(desk.asked).toEqual(['chat:quiet']);
  desk.setting.links = 'on';
  now += 10_001;
  expect(await desk.says('chat:quiet', ['https://news.example/wanted'])).toBe(true);
  expect(desk.urls()).toEqual(['https://news.example/wanted']);
  await desk.says('chat:quiet', []);
  expect(desk.asked).toHaveLength(2);
});

test('of one message three links are read, and nothing that is no web address', async () => {
  const desk = openDesk();
  const [first = '', ...others] = manyOf('list', 5);
  await desk.says('chat:list', ['https://', `https://news.example/${'x'.repeat(3000)}`, first, ...others]);
  expect(desk.urls()).toEqual([first, ...others.slice(0, 2)]);
});

test('a link that the channel had within a day is not told again, however it is written; another channel has its own', async () => {
  const desk = openDesk();
  await desk.says('chat:again', ['https://news.example/again']);
  await desk.says('chat:again', ['http://www.news.example/again?utm_source=mail#top']);
  await desk.says('chat:elsewhere', ['https://news.example/again']);
  expect(desk.soon.map(({ postTo }) => postTo.split('/')[0])).toEqual(['chat:again', 'chat:elsewhere']);
  now += LINK_BOUNDS.repeatedMs + 1;
  await desk.says('chat:again', ['https://news.example/again']);
  expect(desk.soon).toHaveLength(3);
});

test('a message that is told of twice is the same work', async () => {
  const [desk, other] = [openDesk(), openDesk()];
  await desk.says('chat:twice', ['https://news.example/twice'], 'chat:twice/1');
  await other.says('chat:twice', ['https://news.example/twice'], 'chat:twice/1');
  expect(desk.soon).toHaveLength(1);
  expect(other.soon).toEqual(desk.soon);
});

test('no more are told an hour than the bound, however many desks hear of them at once', async () => {
  const [one, other] = [openDesk(), openDesk()];
  const links = manyOf('flood', 40);
  await Promise.all(links.map((link, at) => (at % 2 === 0 ? one : other).says('chat:flood', [link])));
  expect(one.soon.length + other.soon.length).toBe(LINK_BOUNDS.told);
  now += LINK_BOUNDS.perMs - MINUTE_MS;
  await one.says('chat:flood', ['https://news.example/flood/early']);
  expect(one.urls()).not.toContain('https://news.example/flood/early');
  now += 2 * MINUTE_MS;
  await one.says('chat:flood', ['https://news.example/flood/later']);
  expect(one.urls()).toContain('https://news.example/flood/later');
});

test('what could not be read takes nothing away from what can, up to a bound of its own', async () => {
  const desk = openDesk();
  const links = createPostedLinks(database.db);
  for (const link of manyOf('dead', LINK_BOUNDS.tried + 5)) {
    await desk.says('chat:dead', [link]);
    const last = desk.soon.at(-1);
    if (last?.url === link) await links.drop(last.id);
  }
  expect(desk.soon).toHaveLength(LINK_BOUNDS.tried);
});

test('settings that could not be read are asked for again', async () => {
  const asked: string[] = [];
  const overhear = createOverhearing({
    settings: {
      async read({ channel }) {
        asked.push(channel);
        throw new Error('the database is away');
      },
    },
    postedLinks: createPostedLinks(database.db),
    summarizeSoon: async () => {},
    clock: () => now,
  });
  const message = { author: 'chat:@ada', postTo: 'chat:away/1', links: ['https://news.example/away'] };
  const scope = { workspace: 'chat:desk', channel: 'chat:away' };
  for (const _ of [1, 2]) await expect(overhear({ ...message, scope })).rejects.toThrow('away');
  expect(asked).toHaveLength(2);
});
