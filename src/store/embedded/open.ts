import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import type { Logger } from '../../logger.ts';
import { serverAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { type Cluster, ensureCluster, ensureStarted, ROLE, readPassword, stopServer } from './cluster.ts';
import { type Lock, lockAlone, lockShared, tryLockAlone } from './lock.ts';
import { choosePlace, findOwner, type Place, stagingRoot } from './place.ts';
import { isRunning } from './postmaster.ts';

export interface Embedded {
  connection: { host: string; port: number; user: string; password?: string; database: string; ssl: false };
  /** Gives the server up; the last of our processes to do so stops it. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Account the server gets where we are root. */
  account?: string;
  settings?: Record<string, string>;
  logger?: Logger | undefined;
}

const DATABASE = 'copydesk';
const LOCK_MS = 120_000;
const LOOK_MS = 2_000;
const ANSWER_TRIES = 300;
const ANSWER_PAUSE_MS = 200;

/** The PostgreSQL that npm brought, running on the data folder; started by whoever comes first, shared by the others. */
export async function openEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  await mkdir(dataDir, { recursive: true });
  const folder = await realpath(resolve(dataDir));
  const cluster = await findCluster(folder, options);
  const { place } = cluster;
  const use = await underStartLock(place, async () => {
    await ensureCluster(cluster);
    await ensureStarted(cluster);
    return await lockShared(usersLock(place), LOCK_MS);
  });
  const connection = await connectionTo(place);
  await underStartLock(place, () => ensureDatabase(connection));
  const watch = keepRunning(cluster, options.logger);
  return { connection, close: () => leave(cluster, use, watch) };
}

async function findCluster(dataDir: string, { account: preferred, settings }: EmbeddedOptions): Promise<Cluster> {
  const owner = await findOwner(dataDir);
  const account = await serverAccount(process, { owner, preferred: preferred ?? 'copydesk' });
  const place = await choosePlace(dataDir, account);
  if (!account.isSwitched && owner && owner.uid !== account.uid) {
    throw new Error(`the database in ${dataDir} belongs to uid ${owner.uid}; start as that user, or as root`);
  }
  const bin = await findBinaries(account, account.isSwitched ? stagingRoot(dataDir) : place.root);
  return { place, bin, account, settings: settings ?? {} };
}

async function underStartLock<T>(place: Place, work: () => Promise<T>): Promise<T> {
  const lock = await lockAlone(join(place.root, 'start.lock'), LOCK_MS);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** Held shared by everyone who uses the server. */
function usersLock({ root }: Place): string {
  return join(root, 'users.lock');
}

async function connectionTo(place: Place): Promise<Embedded['connection']> {
  const password = await readPassword(place);
  const plain = { host: place.socketFolder, port: 5432, user: ROLE, database: DATABASE, ssl: false as const };
  return password === null ? plain : { ...plain, password };
}

async function ensureDatabase(connection: Embedded['connection']): Promise<void> {
  const client = await connectPatiently({ ...connection, database: 'postgres' });
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** A server we found rather than started may still be recovering from a crash. */
async function connectPatiently(connection: Embedded['connection']): Promise<pg.Client> {
  for (let tries = 1; ; tries += 1) {
    const client = new pg.Client(connection);
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (tries >= ANSWER_TRIES || !isStarting(error)) throw error;
      await new Promise((done) => setTimeout(done, ANSWER_PAUSE_MS));
    }
  }
}

function isStarting(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === '57P03' || code === 'ENOENT' || code === 'ECONNREFUSED';
}

/** A server that died under us (out of memory, a stray kill) is started again. */
function keepRunning(cluster: Cluster, logger: Logger | undefined): { stop(): Promise<void> } {
  let look: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    look = look.then(async () => {
      if (await isRunning(cluster.place)) return;
      await underStartLock(cluster.place, () => ensureStarted(cluster));
      logger?.warn({ event: 'database restarted' });
    });
    look = look.catch((error: unknown) => logger?.error({ event: 'database restart failed', err: error }));
  }, LOOK_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await look;
    },
  };
}

async function leave(cluster: Cluster, use: Lock, watch: { stop(): Promise<void> }): Promise<void> {
  await watch.stop();
  await underStartLock(cluster.place, async () => {
    use.release();
    const last = tryLockAlone(usersLock(cluster.place));
    if (!last) return;
    try {
      await stopServer(cluster);
    } finally {
      last.release();
    }
  });
}
