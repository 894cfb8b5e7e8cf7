import { type Kysely, type RawBuilder, sql } from 'kysely';
import { LOCAL_MESSAGE_CHANNEL } from './local-messages.ts';
import { type Bounds, batch, bound, limits, type Step } from './retention-bounds.ts';
import type { Schema } from './schema.ts';

const ALL = sql`true`;

/**
 * What belongs to one channel, by that channel's days. What still waits comes first: it needs what the others take.
 * A reply or a local message stays while something is on its way to it, or it might be said twice.
 */
export const channelSteps: readonly Step[] = [
  giveUpWaiting,
  ofChannel('questions', 'at'),
  ofChannel('feedback', 'at'),
  ofChannel('offers', 'created_at'),
  ofChannel('posted_links', 'at'),
  ofChannel(
    'replies',
    'created_at',
    sql`not exists (select from deliveries where state = 'pending' and target like '%/r' || one.id)`,
  ),
  forgetLocalMessages,
  forgetPosts,
  forgetReadings,
  forgetItemWords,
];

/** What waits for its turn here when its time is over is told no more. */
async function giveUpWaiting(db: Kysely<Schema>, bounds: Bounds) {
  const open = sql`select state.ctid from subscriptions as subscription
    join item_states as state on state.subscription_id = subscription.id and state.state in ('pending', 'held')
    join items as item on item.id = state.item_id
    where subscription.channel = limits.channel and item.first_seen < limits.before`;
  return await batch(
    db,
    bounds,
    sql`with ${limits(bounds)} update item_states set state = 'failed', at = ${bounds.now},
      reason = 'it waited longer than this channel keeps what it reads' where ctid = ${oldest(bounds, open)}`,
  );
}

function ofChannel(table: keyof Schema, at: string, isFree: RawBuilder<unknown> = ALL): Step {
  return async (db, bounds) => {
    const old = sql`select one.ctid from ${sql.table(table)} as one
      where one.channel = limits.channel and ${sql.ref(`one.${at}`)} < limits.before and ${isFree}`;
    const gone = sql`with ${limits(bounds)} delete from ${sql.table(table)} where ctid = ${oldest(bounds, old)}`;
    return await batch(db, bounds, gone);
  };
}

/** A page that is open drops them as it does those that are removed. */
async function forgetLocalMessages(db: Kysely<Schema>, bounds: Bounds) {
  const { localPrefix } = bounds;
  const old = sql`select one.ctid from local_messages as one
    where limits.channel = ${localPrefix} || one.channel and one.channel = substr(limits.channel, ${localPrefix.length + 1}::int)
      and one.created_at < limits.before and not exists (select from deliveries where state = 'pending'
        and (key = one.key or target = ${localPrefix} || one.channel || '/' || one.id))`;
  const { rows } = await sql`with ${limits(bounds)}, gone as (
      delete from local_messages where ctid = ${oldest(bounds, old)} returning id
    ) select pg_notify(${LOCAL_MESSAGE_CHANNEL}, id::text) from gone`.execute(db);
  return { count: rows.length, isDone: rows.length < bounds.rows };
}

/** Their words; that and when they told which story keeps it from being told again. */
async function forgetPosts(db: Kysely<Schema>, bounds: Bounds) {
  const old = sql`select one.ctid from posts as one where one.channel = limits.channel and one.at < limits.before
    and one.forgotten_at is null and one.state <> 'pending'`;
  return await db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ id: string }>`with ${limits(bounds)}
      update posts set message = '{}', forgotten_at = ${bounds.now} where ctid = ${oldest(bounds, old)}
      returning id`.execute(transaction);
    const ids = rows.map(({ id }) => id);
    await sql`update tellings set title = '', statements = '{}', noted = '[]' where post_id = any(${ids}::bigint[])`.execute(
      transaction,
    );
    return { count: ids.length, isDone: ids.length < bounds.rows };
  });
}

/** That a channel had it read. Its workspace sees it while another of its channels had too, or is told of it by a source. */
async function forgetReadings(db: Kysely<Schema>, bounds: Bounds) {
  const old = sql`select one.ctid from article_readers as one
    where one.workspace = limits.workspace and one.channel = limits.channel and one.read_at < limits.before
      and not exists (
        select from article_versions as version join items as item on item.version_id = version.id
          join subscriptions as other on other.source_id = item.source_id and other.workspace = one.workspace
        where version.article_id = one.article_id
          and coalesce(item.first_seen >= ${bound(bounds, sql`other.channel`, sql`other.workspace`)}, true)
      )`;
  const gone = sql`with ${limits(bounds)} delete from article_readers where ctid = ${oldest(bounds, old)}`;
  return await batch(db, bounds, gone);
}

/** What a source told stays while one of those who follow it keeps it; the address stays, for it must not be told again. */
async function forgetItemWords(db: Kysely<Schema>, bounds: Bounds) {
  return await batch(
    db,
    bounds,
    sql`with limits as materialized (
      select source_id, min(before) as before from (
        select source_id, ${bound(bounds, sql`channel`, sql`workspace`)} as before from subscriptions
      ) as one group by source_id having bool_and(before is not null)
    ) update items set title_hash = coalesce(md5(title), title_hash), title = null, author = null, text = null
    where ctid = ${oldest(
      bounds,
      sql`select one.ctid from items as one where one.source_id = limits.source_id and one.first_seen < limits.before
        and (one.title is not null or one.author is not null or one.text is not null)`,
    )}`,
  );
}

/** Rows of all who forget, found channel by channel through an index and never by looking through the table. */
function oldest({ rows }: Bounds, old: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`any(array(
    select old.ctid from limits cross join lateral (${old} limit ${rows}) as old limit ${rows}
  ))`;
}
