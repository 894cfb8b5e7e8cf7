import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { pino } from 'pino';
import { failure } from '../src/chat/message.ts';
import { readConfig } from '../src/config.ts';
import { pollSources } from '../src/jobs/poll-sources.ts';
import { createQueue } from '../src/queue/queue.ts';
import { newHealth } from '../src/sources/health.ts';
import { newPollState } from '../src/sources/poll.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';
import { createSourceRoads } from '../src/wire-sources.ts';
import { createStores } from '../src/wire-stores.ts';
import type { Asked } from './poll-server.ts';

const FEEDS = Number(process.env.POLL_FEEDS ?? 10_000);
const HOSTS = Math.min(500, FEEDS);
/** Within these each feed is due once; a smaller number is for trying. */
const MINUTES = Number(process.env.POLL_MINUTES ?? 10);
const MINUTE = 60_000;
const CHANNELS = 100;
const ETAG = '"the same"';

/**
 * One worker's poller, with its queue and its store, over FEEDS feeds on HOSTS loopback hosts that a child process serves: its
 * peak memory, its share of a core, and how late each feed was asked. PostgreSQL runs apart, as it does beside a real desk.
 */
export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-poll-'));
  chmodSync(folder, 0o755);
  const logger = pino({ level: 'warn' });
  const database = await openDatabase({ databaseUrl: null, dataDir: folder, logger });
  const child = fork(new URL('./poll-server.ts', import.meta.url), [ETAG]);
  try {
    await migrate(database);
    const [{ port }] = await once(child, 'message');
    const start = Date.now() + 2000;
    const dueAt = await addFeeds(database, port, start);
    const used = await runWorker(database, folder, port, start);
    const asked = await askedOf(child);
    report(used, asked, dueAt, await trail(database));
  } finally {
    child.kill();
    await database.close();
    rmSync(folder, { recursive: true });
  }
}

/** 127.1.0.0 and on. */
function hostAt(at: number): string {
  return `127.1.${Math.floor(at / 250)}.${(at % 250) + 1}`;
}

/** Each followed by one channel and known already; due at moments that are spread evenly over the minutes. */
async function addFeeds({ db }: Database, port: number, start: number): Promise<Map<string, number>> {
  const state = JSON.stringify({ ...newPollState(), etag: ETAG });
  const health = JSON.stringify(newHealth(start));
  const channels = Array.from({ length: CHANNELS }, (_, at) => ({ ref: `bench:1/${at}`, workspace: 'bench:1' }));
  await db.insertInto('workspaces').values({ ref: 'bench:1' }).execute();
  await db.insertInto('channels').values(channels).execute();
  const feeds = Array.from({ length: FEEDS }, (_, at) => {
    const host = hostAt(at % HOSTS);
    return {
      key: `${host}/${at}`,
      url: `http://${host}:${port}/feed/${at}`,
      host: `${host}:${port}`,
      due: dueOf(at, start),
    };
  });
  const created = new Date(start);
  for (let from = 0; from < feeds.length; from += 1000) {
    const some = feeds.slice(from, from + 1000);
    const rows = await db
      .insertInto('sources')
      .values(
        some.map(({ url, host, due }) => ({
          ...{
            url,
            host,
            kind: 'feed' as const,
            pattern: null,
            owner_channel: null,
            title: null,
            poll_state: state,
            health,
          },
          ...{ next_poll_at: new Date(due), created_at: created },
        })),
      )
      .returning('id')
      .execute();
    await db
      .insertInto('subscriptions')
      .values(
        rows.map(({ id }, at) => ({
          ...{ source_id: id, workspace: 'bench:1', channel: `bench:1/${at % CHANNELS}`, added_by: 'bench:@1' },
          ...{ title: null, filter: null, tag: null, mode: 'digest' as const, visibility: 'workspace' as const },
          ...{ is_baselined: true, added_at: created },
        })),
      )
      .execute();
  }
  await sql`analyze`.execute(db);
  return new Map(feeds.map(({ key, due }) => [key, due]));
}

/** In an order that has nothing to do with the hosts'. */
function dueOf(at: number, start: number): number {
  return start + (((at * 7919) % FEEDS) / FEEDS) * MINUTES * MINUTE;
}

interface Used {
  seconds: number;
  cpuSeconds: number;
  peakMegabytes: number;
  postgresSeconds: number;
}

/** As wired in a real desk, polling alone: what else a worker does has benches of its own. */
async function runWorker(database: Database, folder: string, port: number, start: number): Promise<Used> {
  const hosts = Array.from({ length: HOSTS }, (_, at) => `${hostAt(at)}:${port}`);
  const config = readConfig({ ALLOW_HOSTS: hosts.join(','), DATA_DIR: folder, SECRET_KEY: 'bench', REDIS_URL: '' });
  const logger = pino({ level: 'warn' });
  const stores = createStores(database, config, Date.now);
  const { poller } = createSourceRoads(config, { stores, clock: Date.now, logger });
  const queue = await createQueue({ place: { postgres: database.connection }, jobs: [pollSources], logger });
  const runner = { ports: { poller }, commit: stores.deliveries.commit, renderFailure: failure, clock: Date.now };
  const cpuBefore = process.cpuUsage();
  const postgresBefore = postgresSeconds(folder);
  const worker = await queue.work(runner, { concurrency: config.CONCURRENCY });
  await queue.schedule('poll-sources', pollSources, {}, config.LOOK_MS);
  // The last is due at the end; a minute late is the most it may be.
  await delay(start + MINUTES * MINUTE + MINUTE - Date.now());
  const { user, system } = process.cpuUsage(cpuBefore);
  const postgres = postgresSeconds(folder) - postgresBefore;
  await worker.close();
  await poller.close();
  await queue.close();
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  return { seconds: MINUTES * 60, cpuSeconds: (user + system) / 1e6, peakMegabytes, postgresSeconds: postgres };
}

/** What the server's processes have used so far, in seconds; NaN where the system does not tell. */
function postgresSeconds(folder: string): number {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith('postmaster.pid'),
  );
  if (!found) return Number.NaN;
  const postmaster = readFileSync(join(folder, found), 'utf8').split('\n')[0];
  const ticks = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
    .filter(({ pid, parent }) => pid === postmaster || parent === postmaster)
    .reduce((sum, { pid, own, children }) => sum + own + (pid === postmaster ? children : 0), 0);
  return ticks / 100;
}

/** A process's time and that of its ended children, in hundredths of a second (proc(5)). */
function statOf(pid: string): { pid: string; parent: string; own: number; children: number } {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const at = (index: number) => Number(fields[index] ?? 0);
    return { pid, parent: fields[1] ?? '', own: at(11) + at(12), children: at(13) + at(14) };
  } catch {
    // It has ended meanwhile.
    return { pid, parent: '', own: 0, children: 0 };
  }
}

async function askedOf(child: ChildProcess): Promise<Asked> {
  const answer = once(child, 'message');
  child.send('asked?');
  const [asked] = await answer;
  return asked;
}

async function trail({ db }: Database): Promise<{ polled: number; items: number; pending: number }> {
  const count = sql<string>`count(*)`;
  const polled = await db
    .selectFrom('sources')
    .where('revision', '>', 0)
    .select(count.as('n'))
    .executeTakeFirstOrThrow();
  const items = await db.selectFrom('items').select(count.as('n')).executeTakeFirstOrThrow();
  const states = db.selectFrom('item_states').where('state', '=', 'pending').select(count.as('n'));
  const pending = await states.executeTakeFirstOrThrow();
  return { polled: Number(polled.n), items: Number(items.n), pending: Number(pending.n) };
}

function report(
  { seconds, cpuSeconds, peakMegabytes, postgresSeconds }: Used,
  { firstAt, requests, notModified }: Asked,
  dueAt: Map<string, number>,
  { polled, items, pending }: { polled: number; items: number; pending: number },
): void {
  const late = [...dueAt].map(([key, due]) => ((firstAt[key] ?? Number.POSITIVE_INFINITY) - due) / 1000);
  late.sort((one, other) => one - other);
  const at = (share: number) => `${late[Math.min(late.length - 1, Math.floor(late.length * share))]?.toFixed(1)} s`;
  const never = late.filter((one) => one === Number.POSITIVE_INFINITY).length;
  const feeds = `${FEEDS} feeds on ${HOSTS} hosts in ${MINUTES} min`;
  console.log(
    `${feeds}: ${requests} requests, ${notModified} times 304; ${polled} written down, ${items} items, ${pending} pending`,
  );
  console.table([
    { what: 'peak memory of the worker', measured: `${peakMegabytes.toFixed(0)} MB`, wanted: '≤ 350 MB' },
    { what: 'its share of a core', measured: (cpuSeconds / seconds).toFixed(2), wanted: '≤ 0.5' },
    { what: 'PostgreSQL’s share', measured: (postgresSeconds / seconds).toFixed(2), wanted: '' },
    { what: 'late: half of them', measured: at(0.5), wanted: '' },
    { what: 'late: 99 of 100', measured: at(0.99), wanted: '' },
    { what: 'late: the latest', measured: at(1), wanted: '≤ 60 s' },
    { what: 'never asked', measured: String(never), wanted: '0' },
  ]);
}
