import { type Kysely, sql } from 'kysely';
import type { ItemState } from '../news/subscription.ts';
import type { Schema } from './schema.ts';

/** What sources told a channel within a time, counted by itself, and what became of that. */
export async function account(
  db: Kysely<Schema>,
  channel: string,
  from: Date,
  to: Date,
): Promise<{ fetched: number; states: { kind: ItemState; count: number }[] }> {
  // One look at both, or what comes in between would be missing.
  const { rows } = await sql<{ kind: ItemState | null; count: number }>`
    select null as kind, count(*)::int as count from subscriptions as subscription
      join items as item on item.source_id = subscription.source_id
    where subscription.channel = ${channel} and subscription.is_baselined
      and item.first_seen > ${from} and item.first_seen <= ${to}
    union all
    select state.state, count(*)::int from subscriptions as subscription
      join item_states as state on state.subscription_id = subscription.id
      join items as item on item.id = state.item_id
    where subscription.channel = ${channel} and item.first_seen > ${from} and item.first_seen <= ${to}
    group by state.state`.execute(db);
  return {
    fetched: rows.find(({ kind }) => kind === null)?.count ?? 0,
    states: rows.flatMap(({ kind, count }) => (kind === null ? [] : [{ kind, count }])),
  };
}
