import { type Kysely, sql } from 'kysely';

/** Which items tell one story, when a channel is told of them, what it was told, and in which post. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Named by the id of the first item that told it.
  `create table stories (
    id bigint primary key,
    follows bigint,
    first_published timestamptz not null,
    last_published timestamptz not null
  )`,
  // Where an item belongs, and what finds others like it; up to `checked_at` it is known not to have been edited since it was told. It outlives its item: a source that nobody follows any more has told a story all the same.
  `create table placements (
    item_id bigint primary key,
    sequence bigint generated always as identity,
    story_id bigint not null references stories on delete cascade,
    copy_of bigint,
    url_key text not null,
    content_hash text,
    published timestamptz not null,
    terms jsonb not null,
    shingles bytea not null,
    placed_at timestamptz not null,
    checked_at timestamptz not null
  )`,
  `create unique index placements_sequence on placements (sequence)`,
  `create index placements_story on placements (story_id)`,
  `create index placements_age on placements (placed_at)`,
  // Tries to read what items lead to; one that is placed needs it no more.
  `create table item_readings (
    item_id bigint primary key references items on delete cascade,
    attempts int not null,
    due_at timestamptz not null,
    why text
  )`,
  // When a channel is told: its digests, and the weekly account of what became of everything.
  `create table digests (
    id bigint generated always as identity primary key,
    workspace text not null references workspaces,
    channel text not null references channels,
    kind text not null check (kind in ('digest', 'report')),
    name text not null,
    schedule text not null,
    zone text not null,
    tag text,
    is_paused boolean not null default false,
    told_until timestamptz not null,
    next_run_at timestamptz,
    waiting_since timestamptz,
    added_by text not null,
    unique (channel, name)
  )`,
  `create index digests_due on digests (next_run_at) where not is_paused`,
  // A message of ours that tells stories, as it was first said; 'key' is its delivery's.
  `create table posts (
    id bigint generated always as identity primary key,
    key text not null unique,
    workspace text not null references workspaces,
    channel text not null references channels,
    kind text not null check (kind in ('digest', 'instant')),
    message jsonb not null,
    state text not null default 'pending' check (state in ('pending', 'sent', 'failed')),
    ref text,
    at timestamptz not null
  )`,
  `create index posts_channel on posts (channel, at desc)`,
  `create index posts_pending on posts (key) where state = 'pending'`,
  // A story as a post told it: from which version, in which words, and what was noted there of later changes.
  `create table tellings (
    post_id bigint not null references posts on delete cascade,
    position int not null,
    story_id bigint not null,
    title text not null,
    item_id bigint not null,
    version_id bigint references article_versions on delete set null,
    statements text[] not null,
    last_published timestamptz not null,
    noted jsonb not null default '[]',
    primary key (post_id, position)
  )`,
  `create index tellings_story on tellings (story_id)`,
  `create index tellings_item on tellings (item_id)`,
];
