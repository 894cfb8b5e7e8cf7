import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { createExclusive } from '../../src/store/exclusive.ts';
import { testDatabase } from '../doubles/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Another process that is at work under the key. */
async function worker(key: string) {
  const child = spawn(process.execPath, ['tests/doubles/lock-holder.ts', JSON.stringify(database.connection), key]);
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  return {
    finish: () => child.stdin.end(),
    async die() {
      child.kill('SIGKILL');
      await exited;
    },
    exited,
  };
}

async function connections(): Promise<number> {
  const { rows } = await database.pool.query<{ count: string }>(
    `select count(*) from pg_stat_activity where datname = current_database() and query like '%pg_advisory_lock%' and pid <> pg_backend_pid()`,
  );
  return Number(rows[0]?.count);
}

test('callers of one key take turns, and hold one connection between them', async () => {
  const exclusive = createExclusive(database.connection);
  let inside = 0;
  let most = 0;
  let open = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    open = Math.max(open, await connections());
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 12 }, () => exclusive('one key', work)));
  expect({ most, open }).toEqual({ most: 1, open: 1 });
});

test('different keys do not wait for each other', async () => {
  const exclusive = createExclusive(database.connection);
  const met = await exclusive('first', () => exclusive('second', async () => 'met'));
  expect(met).toBe('met');
});

test('work that fails rejects its own caller only, and lets the next go on', async () => {
  const exclusive = createExclusive(database.connection);
  const first = exclusive('failing', async () => {
    throw new Error('no luck');
  });
  const second = exclusive('failing', async () => 'luck');
  await expect(first).rejects.toThrow('no luck');
  expect(await second).toBe('luck');
});

test('a key that another process works under is waited for', async () => {
  const exclusive = createExclusive(database.connection);
  const other = await worker('shared');
  let isDone = false;
  const ours = exclusive('shared', async () => {
    isDone = true;
  });
  await expect.poll(connections).toBe(2);
  expect(isDone).toBe(false);
  other.finish();
  await ours;
  expect(isDone).toBe(true);
  await other.exited;
});

test('a process that dies gives its key back', async () => {
  const other = await worker('dying');
  const ours = createExclusive(database.connection)('dying', async () => 'ours');
  await other.die();
  expect(await ours).toBe('ours');
});
