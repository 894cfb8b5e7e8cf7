import { type Kysely, sql } from 'kysely';

/** What is followed, by whom, what it told and what became of that; and what waits for somebody's yes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // One row per polled address, shared by all who follow it; one that not everybody could read is its channel's own.
  `create table sources (
    id bigint generated always as identity primary key,
    url text not null,
    kind text not null check (kind in ('feed', 'sitemap', 'page')),
    pattern text,
    owner_channel text references channels,
    host text not null,
    title text,
    poll_state jsonb not null,
    health jsonb not null,
    revision int not null default 0,
    polled_at timestamptz,
    reached_at timestamptz,
    trouble text,
    next_poll_at timestamptz,
    leased_until timestamptz,
    created_at timestamptz not null
  )`,
  `create unique index sources_address on sources (md5(url), md5(coalesce(pattern, '')), coalesce(owner_channel, ''))`,
  `create index sources_due on sources (next_poll_at) where next_poll_at is not null`,
  `create table subscriptions (
    id bigint generated always as identity primary key,
    source_id bigint not null references sources on delete cascade,
    workspace text not null references workspaces,
    channel text not null references channels,
    added_by text not null,
    title text,
    filter text,
    is_paused boolean not null default false,
    mode text not null default 'digest' check (mode in ('digest', 'instant')),
    tag text,
    visibility text not null check (visibility in ('workspace', 'channel')),
    is_baselined boolean not null default false,
    added_at timestamptz not null,
    unique (channel, source_id)
  )`,
  `create index subscriptions_source on subscriptions (source_id)`,
  `create table items (
    id bigint generated always as identity primary key,
    source_id bigint not null references sources on delete cascade,
    identity text not null,
    link text,
    link_key text,
    title text,
    author text,
    published timestamptz,
    updated timestamptz,
    language text,
    text text,
    has_content boolean not null,
    content_hash text not null,
    version_id bigint references article_versions on delete set null,
    first_seen timestamptz not null,
    changed_at timestamptz
  )`,
  `create unique index items_identity on items (source_id, md5(identity))`,
  `create index items_link on items (md5(link_key)) where link_key is not null`,
  `create index items_newest on items (source_id, first_seen desc, id desc)`,
  `create index items_age on items (first_seen) where text is not null`,
  `create table item_states (
    subscription_id bigint not null references subscriptions on delete cascade,
    item_id bigint not null references items on delete cascade,
    state text not null check (state in
      ('baseline', 'pending', 'held', 'merged', 'filtered', 'capped', 'posted', 'failed')),
    reason text,
    at timestamptz not null,
    primary key (subscription_id, item_id)
  )`,
  `create index item_states_open on item_states (subscription_id, item_id) where state in ('pending', 'held')`,
  `create index item_states_item on item_states (item_id)`,
  // What a button carries by its id, since it has no room for more.
  `create table offers (
    id bigint generated always as identity primary key,
    channel text not null,
    what jsonb not null,
    created_at timestamptz not null
  )`,
  `create index offers_age on offers (created_at)`,
];
