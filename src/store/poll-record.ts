import type { Kysely } from 'kysely';
import type { ClaimedSource, PollRecord } from '../news/source-ports.ts';
import type { Subscription } from '../news/subscription.ts';
import { commitDeliveries } from './deliveries.ts';
import { type AddedItem, storeItems } from './polled-items.ts';
import type { Schema } from './schema.ts';
import { moveSource } from './source-move.ts';
import { storable } from './storable.ts';
import { toSubscription } from './subscription-row.ts';

/** Writes one poll down: the items, what becomes of each in every subscription, the source's health and what is said of it. */
export async function recordPoll(
  db: Kysely<Schema>,
  { id, revision }: ClaimedSource,
  poll: PollRecord,
): Promise<{ newItems: number } | null> {
  const row = await db.selectFrom('sources').where('id', '=', id).forUpdate().select('revision').executeTakeFirst();
  if (row?.revision !== revision) return null;
  const subscriptions = await db.selectFrom('subscriptions').where('source_id', '=', id).selectAll().execute();
  const added = poll.items === null ? [] : await storeItems(db, id, poll.items, new Date(poll.now));
  const settled = subscriptions.filter((one) => one.is_baselined).map(toSubscription);
  await addStates(db, added, settled, poll);
  const isNew = subscriptions.some((one) => !one.is_baselined && !one.is_paused);
  if (poll.hasTold && isNew) await makeBaseline(db, id, new Date(poll.now));
  const { health, tell } = poll.conclude(added.length);
  if (tell)
    await commitDeliveries(
      db,
      subscriptions
        .filter((one) => !one.is_paused)
        .map(toSubscription)
        .map(tell),
    );
  const isTakenIn = subscriptions.some((one) => one.is_baselined || !one.is_paused);
  await writeSource(db, id, isTakenIn ? poll : { ...poll, nextAt: null }, health);
  if (poll.movedTo !== null) await moveSource(db, id, poll.movedTo, new Date(poll.now));
  return { newItems: added.length };
}

async function addStates(
  db: Kysely<Schema>,
  added: readonly AddedItem[],
  subscriptions: readonly Subscription[],
  { judge, now }: PollRecord,
): Promise<void> {
  const at = new Date(now);
  const rows = subscriptions.flatMap((subscription) =>
    added.map(({ itemId, item, isRepeat }) => {
      const { state, reason } = judge(item, subscription, isRepeat);
      return { subscription_id: subscription.id, item_id: itemId, state, reason: storable(reason), at };
    }),
  );
  for (let start = 0; start < rows.length; start += 1000) {
    await db
      .insertInto('item_states')
      .values(rows.slice(start, start + 1000))
      .execute();
  }
}

/** To who has just come, all that is known of the source was there before. Who is paused until then takes nothing in. */
async function makeBaseline(db: Kysely<Schema>, sourceId: string, at: Date): Promise<void> {
  await db
    .insertInto('item_states')
    .columns(['subscription_id', 'item_id', 'state', 'at'])
    .expression((eb) =>
      eb
        .selectFrom('subscriptions as subscription')
        .innerJoin('items as item', 'item.source_id', 'subscription.source_id')
        .where('subscription.source_id', '=', sourceId)
        .where('subscription.is_baselined', '=', false)
        .where('subscription.is_paused', '=', false)
        .select(({ val, cast }) => [
          'subscription.id',
          'item.id as item_id',
          cast<'baseline'>(val('baseline'), 'text').as('state'),
          cast<Date>(val(at), 'timestamptz').as('at'),
        ]),
    )
    .onConflict((on) => on.doNothing())
    .execute();
  await db
    .updateTable('subscriptions')
    .where('source_id', '=', sourceId)
    .where('is_paused', '=', false)
    .set({ is_baselined: true })
    .execute();
}

async function writeSource(
  db: Kysely<Schema>,
  id: string,
  { state, nextAt, now, wasReached, trouble, title }: PollRecord,
  health: unknown,
): Promise<void> {
  await db
    .updateTable('sources')
    .where('id', '=', id)
    .set(({ eb }) => ({
      ...{ poll_state: JSON.stringify(state), health: JSON.stringify(health), trouble },
      ...{ revision: eb('revision', '+', 1), leased_until: null, polled_at: new Date(now) },
      next_poll_at: nextAt === null ? null : new Date(nextAt),
      ...(wasReached && { reached_at: new Date(now) }),
      ...(title !== null && { title: storable(title) }),
    }))
    .execute();
}
