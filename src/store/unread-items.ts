import { type Kysely, sql } from 'kysely';
import type { UnreadItem } from '../news/story-ports.ts';
import type { Schema } from './schema.ts';
import { toItem } from './subscription-row.ts';

/** Items that wait in some channel, were not read yet, and are not being read by somebody else. */
export async function claimUnread(
  db: Kysely<Schema>,
  { now, leaseMs, count }: { now: number; leaseMs: number; count: number },
): Promise<UnreadItem[]> {
  const { rows: claimed } = await sql<{ item_id: string; attempts: number }>`
    with due as (
      select distinct state.item_id from item_states as state
        join subscriptions as subscription on subscription.id = state.subscription_id
        left join placements as placement on placement.item_id = state.item_id
        left join item_readings as reading on reading.item_id = state.item_id
      where state.state in ('pending', 'held') and not subscription.is_paused and placement.item_id is null
        and (reading.item_id is null or reading.due_at <= ${new Date(now)})
      order by state.item_id limit ${count}
    )
    insert into item_readings (item_id, attempts, due_at) select item_id, 1, ${new Date(now + leaseMs)} from due
    on conflict (item_id) do update set attempts = item_readings.attempts + 1, due_at = excluded.due_at
      where item_readings.due_at <= ${new Date(now)}
    returning item_id, attempts`.execute(db);
  if (claimed.length === 0) return [];
  const attempts = new Map(claimed.map((row) => [row.item_id, row.attempts]));
  const items = await db
    .selectFrom('items as item')
    .innerJoin('sources as source', 'source.id', 'item.source_id')
    .where('item.id', 'in', [...attempts.keys()])
    .orderBy('item.id')
    .selectAll('item')
    .select(['source.title as source_title', 'source.owner_channel'])
    .execute();
  const scopes = await scopesOf(db, [...attempts.keys()]);
  return items.map((row) => ({
    ...{ item: toItem(row), sourceTitle: row.source_title, owner: row.owner_channel },
    scopes: scopes.filter(({ itemId }) => itemId === row.id).map(({ scope }) => scope),
    attempts: attempts.get(row.id) ?? 1,
  }));
}

async function scopesOf(db: Kysely<Schema>, itemIds: readonly string[]) {
  const rows = await db
    .selectFrom('item_states as state')
    .innerJoin('subscriptions as subscription', 'subscription.id', 'state.subscription_id')
    .where('state.item_id', 'in', itemIds)
    .where('state.state', 'in', ['pending', 'held'])
    .distinctOn(['state.item_id', 'subscription.workspace'])
    .orderBy('state.item_id')
    .orderBy('subscription.workspace')
    .select(['state.item_id', 'subscription.workspace', 'subscription.channel'])
    .execute();
  return rows.map(({ item_id, workspace, channel }) => ({ itemId: item_id, scope: { workspace, channel } }));
}
