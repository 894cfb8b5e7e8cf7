import { type Kysely, sql } from 'kysely';

/** So that each delivery can be asked whether its message was removed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index deliveries_removed on deliveries (target) where how = 'remove'`.execute(db);
}
