import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { words } from '../../src/chat/message.ts';
import type { Clock } from '../../src/news/ports.ts';
import type { Database } from '../../src/store/database.ts';
import { createDeliveries } from '../../src/store/deliveries.ts';
import { testDatabase } from '../doubles/database.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { closeGate } from './gate.ts';
import { FERRY, FLOWERS, MARKET, MILL, type Report, SCHOOL, serveReports, WALK } from './reports.ts';
import { settle } from './settle.ts';
import { discordStage } from './stages/discord.ts';
import { localStage } from './stages/local.ts';
import type { Person, Settings, Stage } from './stages/stage.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** So long the queue, a source, an item and a delivery stay with a worker that died, at most. */
const LEASES = 11 * 60_000;
const REPEATED = 'This may be a repetition';

/** Where a worker dies: at a statement that is not done yet. */
const MOMENTS: [string, { table: string; event: string; condition?: string }][] = [
  ['in the middle of writing a poll down', { table: 'item_states', event: 'insert' }],
  ['while it places what it has read', { table: 'placements', event: 'insert' }],
  ['between deciding on a digest and committing it', { table: 'tellings', event: 'insert' }],
  [
    'after the platform has the post, before that is written down',
    { table: 'deliveries', event: 'update', condition: `new.state = 'sent' and new.how = 'post'` },
  ],
  ['before a post that arrived is settled', { table: 'posts', event: 'update' }],
];

async function onDiscord(settings: Settings, clock: Clock, store: Database) {
  const stage = await discordStage(settings, clock, store);
  const { token, api } = stage.double;
  return { stage, settings: { DISCORD_TOKEN: token, DISCORD_API_URL: api } };
}

async function onLocal(settings: Settings, clock: Clock, store: Database) {
  return { stage: await localStage(settings, clock, store), settings: {} };
}

/** The front is one process, the worker another one, which is killed and started again. */
describe.each<
  [string, (settings: Settings, clock: Clock, store: Database) => Promise<{ stage: Stage; settings: Settings }>]
>([
  ['local', onLocal],
  ['discord', onDiscord],
])('on %s', (_, openStage) => {
  let web: WebDouble;
  let store: Database;
  let stage: Stage;
  let reader: Person;
  let workerSettings: Settings;
  let worker: ChildProcess | null = null;
  let now = Math.floor(Date.now() / DAY) * DAY + 12 * HOUR;
  const told: Report[] = [];
  const clock = () => now;

  beforeAll(async () => {
    web = await startWeb({ '/robots.txt': { status: 404 } });
    serveReports(web, '/herald.atom', 'Harbour Herald', []);
    store = await testDatabase();
    const shared = { ALLOW_HOSTS: web.host, LOOK_MS: '50' };
    const opened = await openStage({ ...shared, ROLES: 'gateway' }, clock, store);
    ({ stage } = opened);
    workerSettings = {
      ...opened.settings,
      ...shared,
      MODEL: '',
      REDIS_URL: '',
      LOG_LEVEL: 'fatal',
      SECRET_KEY: 'test',
    };
    reader = stage.person('moderator');
  });
  afterEach(async () => await kill());
  afterAll(async () => {
    await stage?.close();
    await store.close();
    await web[Symbol.asyncDispose]();
  });

  async function startWorker(): Promise<void> {
    worker = await forkWorker(store, workerSettings, now);
  }

  async function kill(): Promise<void> {
    if (worker) await killed(worker);
    worker = null;
  }

  function forward(ms: number): void {
    now += ms;
    worker?.send(now);
  }

  function tells(report: Report): void {
    told.unshift({ ...report, published: now });
    serveReports(web, '/herald.atom', 'Harbour Herald', told);
  }

  /** The digests that stand in the channel, the oldest first. */
  async function digests(): Promise<string[]> {
    return (await reader.sees()).map(({ text }) => text).filter((text) => text.startsWith('Morning · '));
  }

  async function recover(): Promise<void> {
    await startWorker();
    forward(LEASES);
    await settle(store, clock);
  }

  /** Each morning one more article, which is told once; everything that was fetched is in one state. */
  async function expectToldOnce(): Promise<void> {
    const posts = await digests();
    for (const { title } of told)
      expect(
        posts.filter((text) => text.includes(title)),
        title,
      ).toHaveLength(1);
    expect(new Set(posts.map((text) => text.split('\n')[0])).size).toBe(posts.length);
    expect(posts.filter((text) => text.includes(REPEATED))).toEqual([]);
    expect(await sums()).toEqual({ items: told.length, states: told.length, posted: told.length });
    expect(stage.violations()).toEqual([]);
  }

  async function sums(): Promise<unknown> {
    const { rows } = await sql`select (select count(*)::int from items) as items, count(*)::int as states,
      count(*) filter (where state = 'posted')::int as posted from item_states`.execute(store.db);
    return rows[0];
  }

  test('a channel follows a paper and has a digest each morning', async () => {
    await startWorker();
    await reader.slash(`/source add url:${web.origin}/herald.atom`);
    await reader.slash('/digest schedule when:"daily 8:00" name:morning');
    await settle(store, clock);
    expect(await digests()).toEqual([]);
  });

  test.each(MOMENTS)(
    'a worker that is killed %s leaves nothing out and repeats nothing',
    async (_, { table, event, condition }) => {
      await startWorker();
      const gate = await closeGate(store, table, event, condition);
      tells(reportOf(told.length));
      forward(DAY);
      await gate.reached();
      await kill();
      await gate.open();
      await recover();
      // A digest waits ten minutes for what is not read yet: what the lost lease kept back longer is told with the next one.
      forward(DAY);
      await settle(store, clock);
      await expectToldOnce();
    },
  );

  test('a worker that is killed again and again, at any moment, leaves nothing out and repeats nothing', async () => {
    const pauses = Array.from({ length: 3 }, () => Math.floor(Math.random() * 1200));
    for (const pauseMs of pauses) {
      await startWorker();
      tells(reportOf(told.length));
      forward(DAY / 2);
      await delay(pauseMs);
      await kill();
    }
    await recover();
    forward(DAY);
    await settle(store, clock);
    await expectToldOnce().catch((error: unknown) => {
      throw new Error(`killed after ${pauses.join(', ')} ms`, { cause: error });
    });
  });
});

test.each([
  { sees: true, outcome: 'is found in the channel and not posted again' },
  { sees: false, outcome: 'is posted again where the channel cannot be read, and says that it may be a repetition' },
])('a post that Discord had when the worker was killed, but had not answered, $outcome', async ({ sees }) => {
  let now = Date.now() + HOUR;
  const store = await testDatabase();
  const { stage, settings } = await onDiscord({ ROLES: 'gateway' }, () => now, store);
  const { double } = stage;
  // The other channel is the one for greetings.
  const channel = double.world.channels().find(({ name }) => name === 'other');
  if (!channel) throw new Error('no other channel');
  const sent = () => double.world.messages(channel.id).map((message) => JSON.stringify(message));
  if (!sees) double.world.setBotPermissions(channel, ['ViewChannel', 'SendMessages']);
  double.faults.add({
    method: 'POST',
    path: new RegExp(`${channel.id}/messages$`),
    times: 1,
    answer: { delayMs: 60_000 },
  });
  const message = words('The clock strikes again.');
  await createDeliveries(store.db).commit([{ key: 'clock', target: `discord:${channel.id}`, how: 'post', message }]);
  const first = await forkWorker(store, settings, now);
  await double.waitForMessage(channel.id, (one) => JSON.stringify(one).includes('strikes again'));
  await killed(first);
  now += LEASES;
  const second = await forkWorker(store, settings, now);
  await settle(store, () => now);
  expect(sent()).toHaveLength(sees ? 1 : 2);
  expect(sent().filter((one) => one.includes(REPEATED))).toHaveLength(sees ? 0 : 1);
  await killed(second);
  await stage.close();
  await store.close();
});

async function forkWorker(store: Database, settings: Settings, now: number): Promise<ChildProcess> {
  const plain = { MODEL: '', REDIS_URL: '', LOG_LEVEL: 'fatal', SECRET_KEY: 'test', LOOK_MS: '50' };
  const given = JSON.stringify({ connection: store.connection, settings: { ...plain, ...settings }, now });
  const worker = fork(new URL('./crash-worker.ts', import.meta.url), [given]);
  const ended = once(worker, 'exit').then(() => Promise.reject(new Error('the worker did not start')));
  await Promise.race([once(worker, 'message'), ended]);
  ended.catch(() => {});
  return worker;
}

async function killed(worker: ChildProcess): Promise<void> {
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}

/** Each about something of its own. */
function reportOf(nth: number): Report {
  const short = SHORT[nth - LONG.length];
  const report = short ? { path: `/short-${nth}`, title: short[0] ?? '', paragraphs: short.slice(1) } : LONG[nth];
  if (!report) throw new Error(`there are ${LONG.length + SHORT.length} reports`);
  return { ...report, published: 0 };
}

const LONG = [FERRY, FLOWERS, MARKET, MILL, SCHOOL, WALK];
const SHORT = [
  [
    'Observatory dome turns again',
    'Astronomers opened the observatory above Kettle Ridge after mechanics replaced rusted bearings under its copper dome.',
    'Visitors can queue on Friday nights to look at Saturn through the brass refractor that a brewer donated in 1911.',
  ],
  [
    'Goats clear brambles from the railway bank',
    'Forty goats are eating brambles along the disused railway near Dunmore, where machines kept sliding down the slope.',
    'Their shepherd, Ruth Ansell, moves an electric fence every second day and sells cheese from a converted signal box.',
  ],
  [
    'Library lends out umbrellas',
    'Readers in Westhaven may borrow umbrellas with their library card since a tailor stitched ninety covers out of old banners.',
    'Eleven were never returned last winter, the librarian admits, and a violin teacher brought back two instead of one.',
  ],
];
