import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Database } from '../../src/store/database.ts';

const LOCK = 7_777_001;
const WAITING = `from pg_locks where locktype = 'advisory' and objid = ${LOCK} and not granted`;

export interface Gate {
  /** Somebody stands before the gate: a statement that is neither done nor undone. */
  reached(): Promise<void>;
  /** Breaks off whoever stands there, as the end of their process would, and lets everybody through from now on. */
  open(): Promise<void>;
}

/** Holds whoever does `event` ("insert", "update") on a table, where `condition` on new and old holds, at exactly this statement. */
export async function closeGate(
  { connection }: Database,
  table: string,
  event: string,
  condition = 'true',
): Promise<Gate> {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query(`select pg_advisory_lock(${LOCK})`);
  await client.query(`create or replace function gate() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock(${LOCK}); return new; end $$`);
  await client.query(
    `create trigger gate before ${event} on ${table} for each row when (${condition}) execute function gate()`,
  );
  return {
    async reached() {
      while ((await client.query(`select 1 ${WAITING}`)).rowCount === 0) await delay(10);
    },
    async open() {
      await client.query(`select pg_terminate_backend(pid) ${WAITING}`);
      while ((await client.query(`select 1 ${WAITING}`)).rowCount !== 0) await delay(5);
      await client.query(`drop trigger gate on ${table}`);
      await client.end();
    },
  };
}
