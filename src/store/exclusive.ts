import { createHash } from 'node:crypto';
import { Client, type PoolConfig } from 'pg';
import type { Exclusive } from '../news/ports.ts';

/**
 * Advisory locks in PostgreSQL: the server gives them back when a process dies. Callers in one process queue up in front
 * of the lock, so a key costs one connection of its own and the pool can't be used up by those who wait.
 */
export function createExclusive(connection: PoolConfig): Exclusive {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(() => locked(connection, key, work));
    // The chain goes on whatever became of one caller's work.
    const settled = turn.catch(() => {});
    last.set(key, settled);
    try {
      return await turn;
    } finally {
      if (last.get(key) === settled) last.delete(key);
    }
  };
}

async function locked<T>(connection: PoolConfig, key: string, work: () => Promise<T>): Promise<T> {
  const client = new Client(connection);
  // A broken connection has lost the lock, but the work is idempotent by its key: it may go on.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockNumber(key)]);
    return await work();
  } finally {
    await client.end().catch(() => {});
  }
}

/** The lock space has 64 bits: two keys meet by chance about never, and then only wait for each other. */
function lockNumber(key: string): string {
  return createHash('sha256').update(key).digest().readBigInt64BE().toString();
}
