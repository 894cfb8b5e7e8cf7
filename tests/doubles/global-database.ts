import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { connect } from '../../src/store/database.ts';
import { openEmbedded } from '../../src/store/embedded/open.ts';
import { migrate } from '../../src/store/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the run's one server answers, and the name of its migrated, empty database. */
    databaseServer: { host: string; port: number; user: string; password?: string; template: string };
  }
}

/** Quick rather than safe: nothing in it outlives the run. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/** One server for the whole run; every test gets a database of its own in it. */
export default async function startServer(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-tests-'));
  // As root the server runs under another account, which must be able to come in.
  chmodSync(folder, 0o755);
  const server = await openEmbedded(folder, { settings: SETTINGS });
  const { database: template, ssl: _, ...where } = server.connection;
  const database = await connect(server.connection, pino({ level: 'silent' }));
  await migrate(database);
  await database.close();
  project.provide('databaseServer', { ...where, template });
  return async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  };
}
