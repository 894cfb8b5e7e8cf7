import { type Kysely, sql } from 'kysely';

/** Replies that platforms opened, settings with their trail, feedback, and workspaces that were welcomed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table workspaces add column welcomed_at timestamptz`,
  `alter table deliveries drop constraint deliveries_how_check`,
  `alter table deliveries add check (how in ('edit', 'post', 'remove'))`,
  // Secrets are sealed; a reply outlives its pass, so that its asker may remove it later.
  `create table replies (
    id text primary key,
    workspace text not null,
    channel text not null,
    asker text not null,
    is_private boolean not null,
    message text,
    secret bytea,
    secret_until timestamptz,
    secret_uses int check (secret_uses >= 0),
    created_at timestamptz not null default now()
  )`,
  `create index replies_message on replies (channel, message) where message is not null`,
  `create index replies_age on replies (created_at)`,
  // A place is a workspace's or a channel's ref; the channel's wins.
  `create table settings (place text not null, name text not null, value jsonb not null, primary key (place, name))`,
  `create table audit (
    id bigint generated always as identity primary key,
    workspace text not null,
    place text not null,
    who text not null,
    what text not null,
    at timestamptz not null default now()
  )`,
  `create index audit_workspace on audit (workspace, id desc)`,
  `create table feedback (
    summary_id bigint not null references summaries on delete cascade,
    who text not null,
    verdict text not null check (verdict in ('good', 'bad')),
    reason text,
    at timestamptz not null default now(),
    primary key (summary_id, who)
  )`,
];
