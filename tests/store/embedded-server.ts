import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, globSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';

export const isRoot = process.getuid?.() === 0;

export interface Holder {
  query(sql: string): Promise<unknown[]>;
  /** Connects without the password. */
  queryBare(sql: string): Promise<unknown[]>;
  leave(): Promise<void>;
  /** kill -9 */
  die(): Promise<void>;
}

/** Starts another process of ours that uses the embedded server in `folder`. */
export async function hold(
  folder: string,
  { uid, project = '.', options = {} }: { uid?: number; project?: string; options?: object } = {},
): Promise<Holder> {
  const open = resolve(project, 'src/store/embedded/open.ts');
  const as = uid === undefined ? {} : { uid, gid: uid };
  const script = resolve('tests/doubles/database-holder.ts');
  const child = spawn(process.execPath, [script, open, folder, JSON.stringify(options)], {
    ...as,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const exited = once(child, 'exit');
  const said = createInterface(child.stdout)[Symbol.asyncIterator]().next();
  const { value } = await said;
  if (value === undefined) throw new Error(`no server: ${complaint}`);
  const connection = JSON.parse(value);
  return {
    query: (sql) => query(connection, sql),
    queryBare: (sql) => query({ ...connection, password: 'wrong' }, sql),
    async leave() {
      child.stdin.end();
      const [code] = await exited;
      if (code !== 0) throw new Error(`left with ${code}: ${complaint}`);
    },
    async die() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function query(connection: pg.ClientConfig, sql: string): Promise<unknown[]> {
  const client = new pg.Client(connection);
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows.flat();
  } finally {
    await client.end();
  }
}

/** A folder under the temporary one, made for one test; `mode` is the outermost folder's. */
export function makeFolder(mode: number, ...inner: string[]): { folder: string; remove(): void } {
  const outer = mkdtempSync(join(tmpdir(), 'copydesk-embedded-'));
  chmodSync(outer, mode);
  const folder = join(outer, ...inner);
  mkdirSync(folder, { recursive: true });
  return { folder, remove: () => rmSync(outer, { recursive: true }) };
}

/** The pid in postmaster.pid, null when there is no such file. */
export function postmasterPid(folder: string): number | null {
  try {
    return Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}

/** Every living postgres that stands in a folder below this one. */
export function processesIn(folder: string): number[] {
  return globSync('/proc/[0-9]*')
    .map((path) => Number(path.slice('/proc/'.length)))
    .filter((pid) => standsIn(pid, folder));
}

function standsIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
  } catch {
    return false;
  }
}
