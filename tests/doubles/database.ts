import pg from 'pg';
import { pino } from 'pino';
import { inject } from 'vitest';
import { connect, type Database } from '../../src/store/database.ts';

/** A fresh database of the run's server, with our tables and nothing in them; closing it removes it. */
export async function testDatabase(): Promise<Database> {
  return await databaseLike(inject('databaseServer').template);
}

/** A fresh database without our tables. */
export async function bareDatabase(): Promise<Database> {
  return await databaseLike('template1');
}

async function databaseLike(template: string): Promise<Database> {
  const { template: _, ...server } = inject('databaseServer');
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  await administer(`create database ${name} template ${template}`);
  const remove = () => administer(`drop database ${name} with (force)`);
  return await connect({ ...server, database: name, ssl: false }, pino({ level: 'silent' }), remove);
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ ...inject('databaseServer'), database: 'postgres', ssl: false });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
