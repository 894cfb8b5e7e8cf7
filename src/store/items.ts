import { type Kysely, type Selectable, sql } from 'kysely';
import type { Items } from '../news/source-ports.ts';
import type { Fate, ItemState } from '../news/subscription.ts';
import type { Schema } from './schema.ts';
import { toItem, toSubscription } from './subscription-row.ts';

const MAX_FATES = 50;

/** What sources told, and what became of it in each channel that follows them. */
export function createItems(db: Kysely<Schema>): Items {
  return {
    async open(channel, count) {
      const open = fates(db, channel).where('state.state', 'in', ['pending', 'held']);
      const unpaused = open.where('subscription.is_paused', '=', false);
      return (await unpaused.orderBy('state.at').orderBy('item.id').limit(count).execute()).map(toFate);
    },

    async newest(subscriptionId, channel, count) {
      if (!/^\d{1,18}$/.test(subscriptionId)) return [];
      const rows = await db
        .selectFrom('items as item')
        .innerJoin('subscriptions as subscription', 'subscription.source_id', 'item.source_id')
        .where('subscription.id', '=', subscriptionId)
        .where('subscription.channel', '=', channel)
        .orderBy(sql`least(coalesce(item.published, item.first_seen), item.first_seen)`, 'desc')
        .orderBy('item.id')
        .limit(count)
        .selectAll('item')
        .execute();
      return rows.map(toItem);
    },

    async fatesOf(linkKey, channel) {
      const found = fates(db, channel)
        .where(sql`md5(item.link_key)`, '=', sql`md5(${linkKey})`)
        .where('item.link_key', '=', linkKey);
      return (await found.orderBy('item.id', 'desc').limit(MAX_FATES).execute()).map(toFate);
    },

    async countStates(channel) {
      const rows = await db
        .selectFrom('item_states as state')
        .innerJoin('subscriptions as subscription', 'subscription.id', 'state.subscription_id')
        .where('subscription.channel', '=', channel)
        .groupBy(['state.subscription_id', 'state.state'])
        .select(({ fn }) => ['state.subscription_id', 'state.state', fn.countAll<string>().as('count')])
        .execute();
      return rows.map(({ subscription_id, state, count }) => ({
        ...{ subscriptionId: subscription_id, state, count: Number(count) },
      }));
    },

    async purge(before) {
      await db
        .updateTable('items')
        .where('first_seen', '<', before)
        .where('text', 'is not', null)
        .set({ text: null })
        .execute();
    },
  };
}

/** Items of a channel's subscriptions, each with its state there. The two whole rows come as JSON apart from each other. */
function fates(db: Kysely<Schema>, channel: string) {
  return db
    .selectFrom('item_states as state')
    .innerJoin('subscriptions as subscription', 'subscription.id', 'state.subscription_id')
    .innerJoin('items as item', 'item.id', 'state.item_id')
    .innerJoin('sources as source', 'source.id', 'subscription.source_id')
    .where('subscription.channel', '=', channel)
    .selectAll('item')
    .select(['state.state', 'state.reason', 'state.at', 'source.title as source_title'])
    .select([
      'subscription.id as subscription_id',
      'subscription.workspace',
      'subscription.channel',
      'added_by',
      'added_at',
    ])
    .select(['subscription.title as own_title', 'filter', 'is_paused', 'mode', 'tag', 'visibility', 'is_baselined']);
}

type FateRow = Selectable<Schema['items']> &
  Omit<Selectable<Schema['subscriptions']>, 'id' | 'title'> & {
    state: ItemState;
    reason: string | null;
    at: Date;
    source_title: string | null;
    subscription_id: string;
    own_title: string | null;
  };

function toFate(row: FateRow): Fate {
  const { state, reason, at, source_title, subscription_id, own_title } = row;
  const subscription = toSubscription({ ...row, id: subscription_id, title: own_title });
  return { item: toItem(row), subscription, sourceTitle: source_title, state, reason, at };
}
