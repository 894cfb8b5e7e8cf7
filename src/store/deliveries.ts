import { type Kysely, type Selectable, sql, type UpdateObject } from 'kysely';
import type { Deliveries, Delivery, PendingDelivery } from '../news/ports.ts';
import { pauseChannel } from './lost-channel.ts';
import type { Schema } from './schema.ts';
import { storable } from './storable.ts';

/** The NOTIFY channel that says there is something to deliver. */
export const DELIVERY_CHANNEL = 'delivery';

/** The outbox: what a job decided to say, until a platform has it. */
export function createDeliveries(db: Kysely<Schema>): Deliveries {
  const update = async (key: string, set: UpdateObject<Schema, 'deliveries'>) => {
    await db.updateTable('deliveries').where('key', '=', key).where('state', '=', 'pending').set(set).execute();
  };
  return {
    async commit(deliveries) {
      await db.transaction().execute((transaction) => commitDeliveries(transaction, deliveries));
    },
    claim: (now, leaseMs, count) => claim(db, new Date(now), new Date(now + leaseMs), count),
    markSent: (key, sentRef) => update(key, { state: 'sent', sent_ref: sentRef, locked_until: null, error: null }),
    markFailed: (key, error) => update(key, { state: 'failed', error: storable(error), locked_until: null }),
    markGone: (key, error, now) =>
      db.transaction().execute(async (transaction) => {
        const gone = await transaction
          .updateTable('deliveries')
          .where('key', '=', key)
          .where('state', '=', 'pending')
          .set({ state: 'failed', error: storable(error), locked_until: null })
          .returning(['how', 'target'])
          .executeTakeFirst();
        if (gone?.how === 'post') await pauseChannel(transaction, gone.target, new Date(now));
      }),
    retryAt: (key, at, error, { wasTurnedAway } = { wasTurnedAway: false }) =>
      update(key, {
        ...{ due_at: new Date(at), error: storable(error), locked_until: null },
        ...(wasTurnedAway ? { attempts: sql<number>`greatest(attempts - 1, 0)` } : {}),
      }),
    async failed(count) {
      const rows = await db
        .selectFrom('deliveries')
        .where('state', '=', 'failed')
        .orderBy('sequence', 'desc')
        .limit(count)
        .select(['target', 'error', 'created_at'])
        .execute();
      return rows.map(({ target, error, created_at }) => ({ target, error: error ?? '', at: created_at }));
    },
    async purge(before) {
      await keepRemovals(db, before);
      await db.deleteFrom('deliveries').where('state', '<>', 'pending').where('created_at', '<', before).execute();
    },
  };
}

/** A post that was removed stays so when nothing here tells of it any more. */
async function keepRemovals(db: Kysely<Schema>, before: Date): Promise<void> {
  await sql`
    update posts set removed_at = removal.created_at from deliveries as removal
    where removal.how = 'remove' and removal.created_at < ${before} and posts.ref = removal.target and posts.removed_at is null`.execute(
    db,
  );
}

/** Within the caller's transaction, so that what is said and what it is about stand or fall together. */
export async function commitDeliveries(db: Kysely<Schema>, deliveries: readonly Delivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  const removed = await removedOf(
    db,
    deliveries.map(({ target }) => target),
  );
  const wanted = deliveries.filter(({ how, target }) => how === 'remove' || !removed.has(target));
  if (wanted.length === 0) return;
  const rows = wanted.map(({ key, target, how, message }) => ({
    key,
    target,
    how,
    message: JSON.stringify(storable(message)),
  }));
  await db
    .insertInto('deliveries')
    .values(rows)
    .onConflict((on) => on.doNothing())
    .execute();
  await sql`select pg_notify(${DELIVERY_CHANNEL}, '')`.execute(db);
}

/** Those that somebody had removed: what would be said there, an edit most of all, would bring them back as a new message. */
async function removedOf(db: Kysely<Schema>, targets: readonly string[]): Promise<ReadonlySet<string>> {
  const found = db.selectFrom('deliveries').where('how', '=', 'remove').where('target', 'in', targets);
  return new Set((await found.select('target').execute()).map(({ target }) => target));
}

/** Leases what is due. Of one target only its oldest pending delivery is handed out, so its order is kept. */
async function claim(db: Kysely<Schema>, now: Date, until: Date, count: number): Promise<PendingDelivery[]> {
  const rows = await db
    .with('due', (with_) =>
      with_
        .selectFrom('deliveries as delivery')
        .where('delivery.state', '=', 'pending')
        .where('delivery.due_at', '<=', now)
        .where(({ or, eb }) => or([eb('delivery.locked_until', 'is', null), eb('delivery.locked_until', '<', now)]))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('deliveries as older')
                .whereRef('older.target', '=', 'delivery.target')
                .where('older.state', '=', 'pending')
                .whereRef('older.sequence', '<', 'delivery.sequence')
                .select('older.key'),
            ),
          ),
        )
        .orderBy('delivery.sequence')
        .limit(count)
        .forUpdate()
        .skipLocked()
        .select('delivery.key'),
    )
    .updateTable('deliveries')
    .from('due')
    .whereRef('deliveries.key', '=', 'due.key')
    .set({ locked_until: until, attempts: sql`deliveries.attempts + 1` })
    .returningAll('deliveries')
    .execute();
  // An update answers its rows in no order of its own.
  return rows.sort((a, b) => Number(a.sequence) - Number(b.sequence)).map(toPending);
}

function toPending({ key, target, how, message, attempts }: Selectable<Schema['deliveries']>): PendingDelivery {
  return { key, target, how, message, attempts };
}
