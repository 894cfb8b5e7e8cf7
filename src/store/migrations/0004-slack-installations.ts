import { type Kysely, sql } from 'kysely';

/** The Slack workspaces that installed the app; `sealed` is what they gave us, encrypted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table slack_installations (
        team text primary key,
        sealed bytea not null,
        installed_at timestamptz not null default now()
      )`,
    )
    .execute(db);
}
