import { type Kysely, sql } from 'kysely';

/** What people wait for while the queue is on a server of its own, which may lose it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table requests (
    id text primary key,
    job text not null,
    carried jsonb not null,
    due_at timestamptz not null,
    seen_at timestamptz not null
  )`,
  'create index on requests (seen_at)',
];
