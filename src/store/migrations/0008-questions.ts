import { type Kysely, sql } from 'kysely';

/** Questions with their answers: for what is asked next in the same thread, and for Evidence. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table questions (
    id bigint generated always as identity primary key,
    reply text not null unique,
    workspace text not null,
    channel text not null,
    thread text not null,
    asker text not null,
    question text not null,
    answer jsonb not null,
    at timestamptz not null
  )`,
  `create index questions_thread on questions (channel, thread, at)`,
  `create index questions_age on questions (at)`,
];
