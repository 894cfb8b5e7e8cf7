import { sql } from 'kysely';
import { pino } from 'pino';
import { expect, inject, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { testDatabase } from '../doubles/database.ts';
import { startOldPostgres } from '../doubles/old-postgres.ts';

const logger = pino({ level: 'silent' });

test('a server of one’s own is used by its address', async () => {
  const { host, user, password = '', template } = inject('databaseServer');
  const databaseUrl = `postgresql://${user}:${password}@/postgres?host=${encodeURIComponent(host)}`;
  const database = await openDatabase({ databaseUrl, dataDir: '/nowhere', logger });
  const { rows } = await database.pool.query('select datname from pg_database where datname = $1', [template]);
  expect(rows).toHaveLength(1);
  await database.close();
});

test('a server older than PostgreSQL 15 is refused in words that say what is needed', async () => {
  const old = await startOldPostgres('140011');
  const opening = openDatabase({ databaseUrl: old.url, dataDir: '/nowhere', logger });
  await expect(opening).rejects.toThrow(/PostgreSQL 14 is too old.*15 or newer/);
  old.close();
});

test('a server that is not there is an error, not a wait', async () => {
  const old = await startOldPostgres('150000');
  old.close();
  const opening = openDatabase({ databaseUrl: old.url, dataDir: '/nowhere', logger });
  await expect(opening).rejects.toThrow(/ECONNREFUSED/);
});

test('a connection that breaks in the middle of a transaction fails that transaction and nothing else', async () => {
  const database = await testDatabase();
  const broken = new Promise<void>((resolve) => {
    database.pool.once('acquire', (client) => void client.once('end', resolve));
  });
  const work = database.db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.db);
    await broken;
    await sql`select 1`.execute(transaction);
  });
  await expect(work).rejects.toThrow();
  await sql`select 1`.execute(database.db);
  await database.close();
});
