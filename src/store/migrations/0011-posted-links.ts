import { type Kysely, sql } from 'kysely';

/** Links that people posted, and edits that bring nothing back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table posted_links (
    id bigint generated always as identity primary key,
    workspace text not null references workspaces on delete cascade,
    channel text not null references channels on delete cascade,
    url_key text not null,
    post_to text not null,
    author text not null,
    article_id bigint references articles on delete set null,
    is_silent boolean not null default false,
    at timestamptz not null
  )`,
  `create index posted_links_recent on posted_links (channel, at)`,
  `create index posted_links_article on posted_links (article_id)`,
  `alter table deliveries drop constraint deliveries_how_check`,
  `alter table deliveries add check (how in ('edit', 'post', 'remove', 'amend'))`,
];
