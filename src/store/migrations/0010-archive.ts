import { type Kysely, sql } from 'kysely';

/** Links under which a channel's digests are to be read, and what such a page has to know of posts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // A link that was taken back leaves its row, so that the archive keeps its id.
  `create table archive_links (
    channel text primary key references channels on delete cascade,
    workspace text not null references workspaces on delete cascade,
    id uuid not null default gen_random_uuid(),
    selector text unique,
    secret_hash bytea,
    made_at timestamptz not null,
    check ((selector is null) = (secret_hash is null))
  )`,
  `alter table tellings add column noted_at timestamptz`,
  // The removal itself is a delivery, which is forgotten; that it was removed is not.
  `alter table posts add column removed_at timestamptz`,
];
