import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { testDatabase } from '../doubles/database.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { FLOWERS, MARKET, MILL, type Report, SCHOOL, serveReports, WALK } from './reports.ts';
import { settle } from './settle.ts';
import { discordStage } from './stages/discord.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let web: WebDouble;
let store: Database;
let stage: Awaited<ReturnType<typeof discordStage>>;
let now = Math.floor(Date.now() / DAY) * DAY + 12 * HOUR;
const told: Report[] = [];

beforeAll(async () => {
  web = await startWeb({ '/robots.txt': { status: 404 } });
  serveReports(web, '/herald.atom', 'Harbour Herald', []);
  store = await testDatabase();
  stage = await discordStage({ ALLOW_HOSTS: web.host, LOOK_MS: '50' }, () => now, store);
});
afterAll(async () => {
  await stage?.close();
  await store.close();
  await web[Symbol.asyncDispose]();
});

function tells(report: Report | Omit<Report, 'published'>): void {
  told.unshift({ ...report, published: now });
  serveReports(web, '/herald.atom', 'Harbour Herald', told);
}

/** Nothing is due any more but what the channel does not take. */
async function untilOnlyPostsWait(): Promise<void> {
  const left = async () => {
    const due = await store.db.selectFrom('digests').where('next_run_at', '<=', new Date(now)).select('id').execute();
    const sources = store.db.selectFrom('sources').where('next_poll_at', '<=', new Date(now)).select('id');
    return [...due, ...(await sources.execute())].length;
  };
  await expect.poll(left, { interval: 25 }).toBe(0);
}

test('a channel that takes no posts for days is told once of all that came, when it takes them again', async () => {
  const reader = stage.person('moderator');
  const channel = stage.double.world.channel(stage.channelId);
  if (!channel) throw new Error('no channel');
  await reader.slash(`/source add url:${web.origin}/herald.atom`);
  await reader.slash('/digest schedule when:"daily 8:00" name:morning');
  await settle(store, () => now);
  stage.double.world.setBotPermissions(channel, ['ViewChannel', 'ReadMessageHistory']);
  for (const report of [FLOWERS, MARKET, MILL, SCHOOL]) {
    tells(report);
    now += DAY;
    await untilOnlyPostsWait();
  }
  const digests = async () => (await reader.sees()).map(({ text }) => text).filter((text) => /^Morning · /.test(text));
  expect(await digests()).toEqual([]);

  stage.double.world.setBotPermissions(channel, ['ViewChannel', 'ReadMessageHistory', 'SendMessages']);
  now += HOUR;
  await settle(store, () => now);
  now += HOUR;
  await settle(store, () => now);
  const [first = '', second = '', ...more] = await digests();
  expect(more).toEqual([]);
  expect(first).toContain(FLOWERS.title);
  for (const { title } of [MARKET, MILL, SCHOOL]) expect(second).toContain(title);
  expect(second).toContain('This stands for all that was due since');

  tells(WALK);
  now += DAY;
  await settle(store, () => now);
  expect((await digests()).at(-1)).toContain(WALK.title);
  expect(await digests()).toHaveLength(3);
});

test('what only a deleted channel followed is asked no more once a post has found it gone', async () => {
  serveReports(web, '/gone.atom', 'Gone Gazette', []);
  const reader = stage.person('moderator', 'elsewhere');
  await reader.slash(`/source add url:${web.origin}/gone.atom`);
  await reader.slash('/digest schedule when:"daily 8:00" name:evening');
  await settle(store, () => now);
  const other = stage.double.world.channels().find(({ name }) => name === 'other');
  if (!other) throw new Error('no other channel');
  stage.double.world.deleteChannel(other);
  serveReports(web, '/gone.atom', 'Gone Gazette', [{ ...WALK, path: '/gone-walk', published: now }]);
  now += DAY;
  await settle(store, () => now);
  const asked = web.countOf('/gone.atom');
  now += DAY;
  await settle(store, () => now);
  expect(web.countOf('/gone.atom')).toBe(asked);
  const trail = store.db.selectFrom('audit').where('place', '=', `discord:${other.id}`).where('who', '=', 'Copydesk');
  expect(await trail.select('what').execute()).toEqual([
    { what: '1 source and 2 digests are paused, as the channel could not be found any more' },
  ]);
});
