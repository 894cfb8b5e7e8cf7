import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, realpath, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Account } from './account.ts';
import { run } from './run.ts';

/** Where a cluster lives. */
export interface Place {
  /** Holds the cluster, its locks and its log. */
  root: string;
  cluster: string;
  log: string;
  /** Held alone by whoever makes, starts or stops the server. */
  startLock: string;
  /** Held shared by everyone who uses the server. */
  usersLock: string;
  /** A folder only the server's account may enter; the socket in it is the only way to the server. */
  socketFolder: string;
}

const STAGING = '/var/lib/copydesk';
/** Linux gives a socket's path 108 bytes with the closing zero. */
const MAX_SOCKET_BYTES = 107;
const SOCKET = '.s.PGSQL.5432';

/** The folder outside the project where root keeps what the server's account can't reach inside it. */
export function stagingRoot(dataDir: string): string {
  return join(STAGING, hashOf(dataDir));
}

/** Who owns the cluster that is there already. */
export async function findOwner(dataDir: string): Promise<{ uid: number; gid: number } | null> {
  const places = [join(dataDir, 'postgres'), join(stagingRoot(dataDir), 'postgres')];
  const found = await Promise.all(places.map((place) => stat(place).catch(() => null)));
  return found.find((one) => one !== null) ?? null;
}

/** The data folder, or the staging folder where the server's account can't reach that one. */
export async function choosePlace(dataDir: string, account: Account): Promise<Place> {
  const staged = stagingRoot(dataDir);
  const isReachable = await canEnter(dataDir, account);
  if (!isReachable && (await exists(join(dataDir, 'postgres')))) {
    throw new Error(`the account of the database in ${dataDir} can't get there; let others enter the folders above it`);
  }
  const isStaged = account.isSwitched && (!isReachable || (await exists(join(staged, 'postgres'))));
  if (isStaged) await makeStaging(staged);
  const root = await realpath(isStaged ? staged : dataDir);
  return {
    root,
    cluster: join(root, 'postgres'),
    log: join(root, 'postgres.log'),
    startLock: join(root, 'start.lock'),
    usersLock: join(root, 'users.lock'),
    socketFolder: chooseSocketFolder(root, account),
  };
}

async function canEnter(folder: string, account: Account): Promise<boolean> {
  return await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], account).then(
    () => true,
    () => false,
  );
}

async function makeStaging(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const one of [dirname(folder), folder]) await chmod(one, 0o711);
}

/** Inside the root when the path is short and plain, else in /tmp under a name of its own. */
function chooseSocketFolder(root: string, account: Account): string {
  const inside = join(root, 'socket');
  const isPlain = /^[\w./-]+$/.test(inside) && Buffer.byteLength(join(inside, SOCKET)) <= MAX_SOCKET_BYTES;
  return isPlain ? inside : `/tmp/copydesk-${account.uid}-${hashOf(root)}`;
}

/** Makes the socket's folder when there is none. To be called under the start lock: who stops the server may remove it. */
export async function ensureSocketFolder({ socketFolder }: Place, account: Account): Promise<void> {
  const isOurs = await mkdir(socketFolder, { mode: 0o700 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
  if (isOurs && account.isSwitched) await chown(socketFolder, account.uid, account.gid);
  const found = await lstat(socketFolder);
  // /tmp is everybody's: a folder that somebody else put there is not to be trusted.
  if (!found.isDirectory() || found.uid !== account.uid || (found.mode & 0o077) !== 0) {
    throw new Error(`${socketFolder} must be a folder of uid ${account.uid} that nobody else may enter; remove it`);
  }
}

/** Inside the root it may stay; in /tmp nobody else would clear it away. */
export async function removeSocketFolder({ socketFolder, root }: Place): Promise<void> {
  if (dirname(socketFolder) !== root) await rm(socketFolder, { recursive: true, force: true });
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

function hashOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}
