import { type Kysely, sql } from 'kysely';

/** When who read what, what of a post is forgotten, and indexes by which what is old is found without looking through all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The whole workspace still sees what one of its channels had read; '' = a channel of before, which nobody wrote down.
  `alter table article_readers add column channel text not null default '', add column read_at timestamptz not null default now()`,
  `alter table article_readers alter column channel drop default, alter column read_at drop default`,
  `update article_readers as reader set read_at = newest.at
    from (select article_id, max(read_at) as at from article_versions group by article_id) as newest
    where newest.article_id = reader.article_id`,
  `alter table article_readers drop constraint article_readers_pkey, add primary key (article_id, workspace, channel)`,
  `create index article_readers_age on article_readers (workspace, channel, read_at)`,
  `create index article_addresses_article on article_addresses (article_id)`,
  `create index items_version on items (version_id) where version_id is not null`,
  `create index tellings_version on tellings (version_id) where version_id is not null`,
  // A title's fingerprint outlives it: the same one under another id is still known.
  `alter table items add column title_hash text`,
  `create index items_words on items (source_id, first_seen)
    where title is not null or author is not null or text is not null`,
  `alter table posts add column forgotten_at timestamptz`,
  `create index posts_told on posts (channel, at) where forgotten_at is null`,
  `create index posts_forgotten on posts (at) where forgotten_at is not null`,
  `alter table feedback add column channel text`,
  `create index feedback_age on feedback (channel, at) where channel is not null`,
  `create index questions_channel on questions (channel, at)`,
  `create index replies_channel on replies (channel, created_at)`,
  `create index local_messages_age on local_messages (channel, created_at)`,
  `create index offers_channel on offers (channel, created_at)`,
  `create index deliveries_words on deliveries (created_at) where state <> 'pending' and message <> '{}'`,
  `create index settings_retention on settings (place) where name = 'retention'`,
];
