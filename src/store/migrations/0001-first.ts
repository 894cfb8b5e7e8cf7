import { type Kysely, sql } from 'kysely';

/** Articles with their versions and sentences, summaries with their claims, the outbox, usage, and the local chat. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table workspaces (ref text primary key, created_at timestamptz not null default now())`,
  `create table channels (
    ref text primary key,
    workspace text not null references workspaces,
    created_at timestamptz not null default now()
  )`,
  // A public article has an identity (its canonical URL), a pasted one a channel that owns it.
  `create table articles (
    id bigint generated always as identity primary key,
    owner_channel text references channels,
    identity text,
    created_at timestamptz not null default now(),
    check ((owner_channel is null) <> (identity is null))
  )`,
  `create unique index articles_identity on articles (md5(identity)) where identity is not null`,
  `create index articles_owner on articles (owner_channel) where owner_channel is not null`,
  `create table article_addresses (address text not null, article_id bigint not null references articles on delete cascade)`,
  `create unique index article_addresses_address on article_addresses (md5(address))`,
  `create table article_readers (
    article_id bigint not null references articles on delete cascade,
    workspace text not null references workspaces,
    primary key (article_id, workspace)
  )`,
  `create table article_versions (
    id bigint generated always as identity primary key,
    article_id bigint not null references articles on delete cascade,
    content_hash text not null,
    address text,
    canonical_url text,
    title text,
    byline text,
    site text,
    published text,
    language text,
    coverage jsonb not null,
    paragraphs jsonb not null,
    read_at timestamptz not null,
    unique (article_id, content_hash)
  )`,
  `create table sentences (
    version_id bigint not null references article_versions on delete cascade,
    id int not null check (id > 0),
    paragraph int not null,
    text text not null,
    primary key (version_id, id)
  )`,
  `create table summaries (
    id bigint generated always as identity primary key,
    version_id bigint not null references article_versions on delete cascade,
    style text not null,
    length text not null,
    asked_language text not null,
    prompt_hash text not null,
    model text not null,
    language text,
    writer jsonb not null,
    left_out int not null,
    repaired int not null,
    created_at timestamptz not null default now(),
    unique (version_id, style, length, asked_language, prompt_hash, model)
  )`,
  `create table claims (
    summary_id bigint not null references summaries on delete cascade,
    position int not null,
    text text not null,
    origin text not null check (origin in ('written', 'quoted')),
    sentence_ids int[] not null check (cardinality(sentence_ids) > 0),
    primary key (summary_id, position)
  )`,
  `create table deliveries (
    key text primary key,
    sequence bigint generated always as identity,
    target text not null,
    how text not null check (how in ('edit', 'post')),
    message jsonb not null,
    state text not null default 'pending' check (state in ('pending', 'sent', 'failed')),
    attempts int not null default 0,
    due_at timestamptz not null default 'epoch',
    locked_until timestamptz,
    sent_ref text,
    error text,
    created_at timestamptz not null default now()
  )`,
  `create index deliveries_pending on deliveries (target, sequence) where state = 'pending'`,
  `create index deliveries_due on deliveries (due_at) where state = 'pending'`,
  `create table usage (
    day date not null,
    workspace text not null references workspaces,
    channel text not null references channels,
    purpose text not null,
    model text not null,
    calls int not null,
    input_tokens bigint not null,
    output_tokens bigint not null,
    primary key (day, channel, purpose, model)
  )`,
  `create table uploads (
    id uuid primary key default gen_random_uuid(),
    channel text not null,
    name text not null,
    type text,
    bytes bytea not null,
    created_at timestamptz not null default now()
  )`,
  `create index uploads_age on uploads (created_at)`,
  `create table local_messages (
    id bigint generated always as identity primary key,
    channel text not null,
    key text unique,
    line text not null,
    message jsonb not null,
    revision int not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  `create index local_messages_channel on local_messages (channel, id desc)`,
];
