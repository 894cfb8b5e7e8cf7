import { Kysely, PostgresDialect } from 'kysely';
import { Pool, type PoolConfig } from 'pg';
import type { Logger } from '../logger.ts';
import { openEmbedded } from './embedded/open.ts';
import type { Schema } from './schema.ts';

export interface Database {
  /** For whoever needs connections of its own: the queue, listeners, locks. */
  connection: PoolConfig;
  pool: Pool;
  db: Kysely<Schema>;
  close(): Promise<void>;
}

const OLDEST_SERVER = 150_000;
const POOL_SIZE = 10;

/** The embedded server of `dataDir`, or the one `databaseUrl` names. Throws where that is older than PostgreSQL 15. */
export async function openDatabase(options: {
  databaseUrl: string | null;
  dataDir: string;
  logger: Logger;
}): Promise<Database> {
  if (options.databaseUrl) return await connect({ connectionString: options.databaseUrl }, options.logger);
  const server = await openEmbedded(options.dataDir, { logger: options.logger });
  try {
    return await connect({ ...server.connection }, options.logger, server.close);
  } catch (error) {
    await server.close();
    throw error;
  }
}

export async function connect(connection: PoolConfig, logger: Logger, stop = async () => {}): Promise<Database> {
  const pool = new Pool({ ...connection, max: POOL_SIZE });
  const warn = (error: Error) => logger.warn({ event: 'database-connection', err: error });
  // A connection that breaks while idle is replaced by the pool; one that breaks between two statements of a transaction
  // fails the second one. Without a listener of its own, either would end the process.
  pool.on('error', warn);
  pool.on('connect', (client) => void client.on('error', warn));
  await checkVersion(pool).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    connection,
    pool,
    db,
    async close() {
      await db.destroy();
      await stop();
    },
  };
}

async function checkVersion(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ server_version_num: string }>('show server_version_num');
  const version = Number(rows[0]?.server_version_num);
  if (version >= OLDEST_SERVER) return;
  throw new Error(
    `PostgreSQL ${Math.floor(version / 10_000)} is too old: DATABASE_URL must name a server of version 15 or newer.`,
  );
}
