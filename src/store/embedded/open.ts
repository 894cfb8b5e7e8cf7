import { mkdir, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../../logger.ts';
import { serverAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { type Cluster, ensureCluster, ensureStarted, ROLE, readPassword, stopServer } from './cluster.ts';
import { type Lock, lockShared, tryLockAlone, withLock } from './lock.ts';
import { choosePlace, findOwner, type Place, removeSocketFolder, stagingRoot } from './place.ts';
import { keepRunning, type Watch } from './supervise.ts';

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
const ANSWER_TRIES = 300;
const ANSWER_PAUSE_MS = 200;

/** The PostgreSQL that npm brought, running on the data folder; started by whoever comes first, shared by the others. */
export async function openEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  await mkdir(dataDir, { recursive: true });
  const folder = await realpath(resolve(dataDir));
  const cluster = await findCluster(folder, options);
  const { place } = cluster;
  const use = await withLock(place.startLock, () => lockShared(place.usersLock));
  const watch = keepRunning(cluster, options.logger);
  const close = () => leave(cluster, use, watch);
  try {
    const connection = await withLock(place.startLock, async () => {
      await ensureCluster(cluster);
      await ensureStarted(cluster);
      return await ensureDatabase(place);
    });
    watch.start();
    return { connection, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function findCluster(dataDir: string, { account: preferred, settings }: EmbeddedOptions): Promise<Cluster> {
  const owner = await findOwner(dataDir);
  const account = await serverAccount(process, { owner, preferred: preferred ?? 'copydesk' });
  if (!account.isSwitched && owner && owner.uid !== account.uid) {
    throw new Error(`the database in ${dataDir} belongs to uid ${owner.uid}; start as that user, or as root`);
  }
  const place = await choosePlace(dataDir, account);
  const bin = await findBinaries(account, account.isSwitched ? stagingRoot(dataDir) : place.root);
  return { place, bin, account, settings: settings ?? {} };
}

/** Where the server answers; makes our database in it when there is none. */
async function ensureDatabase(place: Place): Promise<Embedded['connection']> {
  const password = await readPassword(place);
  const plain = { host: place.socketFolder, port: 5432, user: ROLE, database: DATABASE, ssl: false as const };
  const connection = password === null ? plain : { ...plain, password };
  const client = await connectPatiently({ ...connection, database: 'postgres' });
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
    return connection;
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
      await wait(ANSWER_PAUSE_MS);
    }
  }
}

function isStarting(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === '57P03' || code === 'ENOENT' || code === 'ECONNREFUSED';
}

async function leave(cluster: Cluster, use: Lock, watch: Watch): Promise<void> {
  const { place } = cluster;
  await watch.stop();
  await withLock(place.startLock, async () => {
    use.release();
    const last = tryLockAlone(place.usersLock);
    if (!last) return;
    try {
      await stopServer(cluster);
      await removeSocketFolder(place);
    } finally {
      last.release();
    }
  });
}
