import { type Kysely, sql } from 'kysely';

/** What a search goes through: the terms of each article's newest version, how many articles hold each term, vectors. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Versions that were saved and wait to be indexed; what was stored before this migration waits too.
  `create table search_pending (version_id bigint primary key references article_versions on delete cascade)`,
  `insert into search_pending select id from article_versions`,
  `create function search_note_version() returns trigger language plpgsql as $$
  begin
    insert into search_pending values (new.id) on conflict do nothing;
    return null;
  end $$`,
  `create trigger search_note_version after insert or update on article_versions
    for each row execute function search_note_version()`,
  // The terms are there to be found by; places (passages-places.ts packs them) says where in the article each one stands.
  `create table search_articles (
    article_id bigint primary key references articles on delete cascade,
    version_id bigint not null references article_versions on delete cascade,
    owner_channel text,
    language text,
    host text,
    at timestamptz not null,
    title_words int not null,
    lead_words int not null,
    words int not null,
    terms tsvector not null,
    places bytea not null
  ) with (toast_tuple_target = 128)`,
  // Long columns lie apart, so that finding candidates reads a few megabytes and not all text.
  `alter table search_articles alter terms set storage external, alter places set storage external`,
  `create index search_articles_terms on search_articles using gin (terms) with (fastupdate = off)`,
  `create index search_articles_at on search_articles (at)`,
  `create index search_articles_version on search_articles (version_id)`,
  `create index article_readers_workspace on article_readers (workspace, article_id)`,
  `create table search_terms (lexeme text primary key, articles int not null) with (fillfactor = 70)`,
  `create table search_totals (
    language text primary key,
    articles bigint not null,
    title_words bigint not null,
    words bigint not null
  )`,
  // The statistics follow the table whoever writes to it. One writer at a time, or two would lock terms crosswise.
  `create function search_count() returns trigger language plpgsql as $$
  declare sign int := case tg_op when 'INSERT' then 1 else -1 end;
  begin
    perform pg_advisory_xact_lock(hashtext('search_count'));
    insert into search_terms as known
      select lexeme, sign * count(*) from changed, unnest(tsvector_to_array(terms)) as lexeme group by lexeme
      on conflict (lexeme) do update set articles = known.articles + excluded.articles;
    insert into search_totals as known
      select coalesce(language, ''), sign * count(*), sign * sum(title_words), sign * sum(words) from changed group by language
      on conflict (language) do update set articles = known.articles + excluded.articles,
        title_words = known.title_words + excluded.title_words, words = known.words + excluded.words;
    return null;
  end $$`,
  `create trigger search_count_new after insert on search_articles referencing new table as changed
    for each statement execute function search_count()`,
  `create trigger search_count_gone after delete on search_articles referencing old table as changed
    for each statement execute function search_count()`,
  `create table search_vectors (
    article_id bigint not null references search_articles on delete cascade,
    model text not null,
    vector bytea not null,
    primary key (article_id, model)
  )`,
];
