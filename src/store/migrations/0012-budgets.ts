import { type Kysely, sql } from 'kysely';

/** What is set aside of a day's tokens for calls that are under way. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // What a killed process left behind ends by itself.
  `create table reservations (
    id uuid primary key,
    day date not null,
    workspace text not null,
    channel text not null,
    tokens bigint not null,
    until timestamptz not null
  )`,
  `create index reservations_day on reservations (workspace, day)`,
  `create index usage_workspace on usage (workspace, day)`,
];
