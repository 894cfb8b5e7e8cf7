import { chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Account } from './account.ts';
import { ensureSocketFolder, type Place } from './place.ts';
import { isRunning, removeTraces } from './postmaster.ts';
import { run } from './run.ts';

/** Everything that is said to a server: where it is, its programs, whom it runs as. */
export interface Cluster {
  place: Place;
  bin: string;
  account: Account;
  /** Settings beside our own, such as fsync = off for tests. */
  settings: Record<string, string>;
}

export const ROLE = 'copydesk';
const START_SECONDS = 60;
const START_TRIES = 5;
const TRY_AGAIN_MS = 500;
const MAX_LOG_BYTES = 10_000_000;

/** Makes the cluster when there is none. To be called under the start lock. */
export async function ensureCluster(cluster: Cluster): Promise<void> {
  const { root, cluster: home } = cluster.place;
  const halfMade = (await readdir(root)).filter((name) => name.startsWith('postgres.init-'));
  for (const name of halfMade) await rm(join(root, name), { recursive: true, force: true });
  if (await stat(join(home, 'PG_VERSION')).catch(() => null)) return;
  const temporary = join(root, `postgres.init-${process.pid}`);
  await makeFolder(temporary, cluster.account);
  await initialize(cluster, temporary);
  await rename(temporary, home);
}

async function makeFolder(path: string, account: Account): Promise<void> {
  await mkdir(path, { mode: 0o700 });
  if (account.isSwitched) await chown(path, account.uid, account.gid);
}

async function initialize({ bin, account, place }: Cluster, folder: string): Promise<void> {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const plain = ['-D', folder, '-U', ROLE, '--no-instructions', ...locale];
  if (!account.isShared) {
    await run(join(bin, 'initdb'), [...plain, '--auth=trust'], account, place.root);
    return;
  }
  const password = crypto.randomUUID() + crypto.randomUUID();
  const given = `${folder}.password`;
  try {
    await writeFile(given, password, { mode: 0o600 });
    await chown(given, account.uid, account.gid);
    await run(join(bin, 'initdb'), [...plain, '--auth=scram-sha-256', `--pwfile=${given}`], account, place.root);
  } finally {
    await rm(given, { force: true });
  }
  await writeFile(passwordFile(place), password, { mode: 0o600 });
}

/** The role's password, null where the socket's folder is guard enough. */
export async function readPassword(place: Place): Promise<string | null> {
  return await readFile(passwordFile(place), 'utf8').catch(() => null);
}

function passwordFile({ root }: Place): string {
  return join(root, 'password');
}

/** Starts the server unless it runs, and waits until it answers. To be called under the start lock. */
export async function ensureStarted(cluster: Cluster): Promise<void> {
  const { place, bin, account } = cluster;
  await ensureSocketFolder(place, account);
  for (let tries = 1; !(await isRunning(place)); tries += 1) {
    await removeTraces(place);
    await configure(cluster);
    try {
      const how = ['-D', 'postgres', '-l', place.log, '-w', '-t', String(START_SECONDS), 'start'];
      await run(join(bin, 'pg_ctl'), how, account, place.root);
    } catch (cause) {
      // After a crash the dead server's children may hold its memory for a moment.
      if (tries >= START_TRIES) throw new Error(`PostgreSQL does not start; ${place.log} says why`, { cause });
      await wait(TRY_AGAIN_MS);
    }
  }
}

/** Written at each start, because the folder may have been moved since. */
async function configure({ place, settings, account }: Cluster): Promise<void> {
  const all: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: place.socketFolder,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`);
  await writeAs(account, join(place.cluster, 'copydesk.conf'), lines.join(''));
  const main = join(place.cluster, 'postgresql.conf');
  const text = await readFile(main, 'utf8');
  const include = "\ninclude = 'copydesk.conf'\n";
  if (!text.includes(include)) await writeAs(account, main, text + include);
  await prepareLog(place, account);
}

/** The log stands beside the cluster, where only root may make files. A large one is put aside, over the one before. */
async function prepareLog({ log }: Place, account: Account): Promise<void> {
  const found = await stat(log).catch(() => null);
  if (found && found.size > MAX_LOG_BYTES) await rename(log, `${log}.old`);
  const file = await open(log, 'a', 0o600);
  await file.close();
  if (account.isSwitched) await chown(log, account.uid, account.gid);
}

async function writeAs(account: Account, path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
  if (account.isSwitched) await chown(path, account.uid, account.gid);
}

/** Ends the server and waits until it is gone. To be called under the start lock. */
export async function stopServer({ place, bin, account }: Cluster): Promise<void> {
  if (!(await isRunning(place))) return;
  await run(join(bin, 'pg_ctl'), ['-D', 'postgres', '-m', 'fast', '-w', '-t', '60', 'stop'], account, place.root);
}
