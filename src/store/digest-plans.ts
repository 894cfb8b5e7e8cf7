import { type Kysely, type Selectable, sql } from 'kysely';
import type { DigestPlan, DigestPlans } from '../news/digest-ports.ts';
import type { Schema } from './schema.ts';
import { rememberScope } from './scope.ts';
import { storable } from './storable.ts';

/** When channels are told, kept here and nowhere else: whatever wakes us, this says what is due. */
export function createDigestPlans(db: Kysely<Schema>): DigestPlans {
  return {
    async set({ workspace, channel, kind, name, tag, addedBy, ...plan }) {
      await rememberScope(db, { workspace, channel });
      const facts = { kind, tag: tag === null ? null : storable(tag), ...toColumns(plan), added_by: addedBy };
      await db
        .insertInto('digests')
        .values({ workspace, channel, name: storable(name), ...required(plan), ...facts })
        .onConflict((on) =>
          on.columns(['channel', 'name']).doUpdateSet({ is_paused: false, ...facts, waiting_since: null }),
        )
        .execute();
    },

    async ofChannel(channel) {
      const found = db.selectFrom('digests').where('channel', '=', channel).orderBy('kind').orderBy('name');
      return (await found.selectAll().execute()).map(toPlan);
    },

    async find(id) {
      const row = await db.selectFrom('digests').where('id', '=', id).selectAll().executeTakeFirst();
      return row ? toPlan(row) : null;
    },

    async due(now) {
      const found = db.selectFrom('digests').where('is_paused', '=', false).where('next_run_at', '<=', new Date(now));
      return (await found.orderBy('next_run_at').selectAll().execute()).map(toPlan);
    },

    async change(id, change) {
      await db.updateTable('digests').where('id', '=', id).set(toColumns(change)).execute();
    },

    async remove(id, channel) {
      const gone = db.deleteFrom('digests').where('id', '=', id).where('channel', '=', channel);
      return (await gone.returning('id').executeTakeFirst()) !== undefined;
    },

    isGathering: (channel, until) => isGathering(db, channel, new Date(until)),
  };
}

function toPlan(row: Selectable<Schema['digests']>): DigestPlan {
  const { id, workspace, channel, kind, name, schedule, zone, tag } = row;
  return {
    ...{ id, workspace, channel, kind, name, schedule, zone, tag, isPaused: row.is_paused },
    toldUntil: row.told_until.getTime(),
    nextRunAt: row.next_run_at?.getTime() ?? null,
    waitingSince: row.waiting_since?.getTime() ?? null,
  };
}

type Times = Partial<Pick<DigestPlan, 'schedule' | 'zone' | 'isPaused' | 'toldUntil' | 'nextRunAt' | 'waitingSince'>>;

function toColumns({ schedule, zone, isPaused, toldUntil, nextRunAt, waitingSince }: Times) {
  return {
    ...(schedule !== undefined && { schedule }),
    ...(zone !== undefined && { zone }),
    ...(isPaused !== undefined && { is_paused: isPaused }),
    ...(toldUntil !== undefined && { told_until: new Date(toldUntil) }),
    ...(nextRunAt !== undefined && { next_run_at: toDate(nextRunAt) }),
    ...(waitingSince !== undefined && { waiting_since: toDate(waitingSince) }),
  };
}

function required({ schedule, zone, toldUntil }: Pick<DigestPlan, 'schedule' | 'zone' | 'toldUntil'>) {
  return { schedule, zone, told_until: new Date(toldUntil) };
}

function toDate(moment: number | null): Date | null {
  return moment === null ? null : new Date(moment);
}

/** A source that was due by then and was not asked since, or an item that nobody has tried to read yet. */
async function isGathering(db: Kysely<Schema>, channel: string, until: Date): Promise<boolean> {
  const { rows } = await sql<{ isGathering: boolean }>`
    select exists (
      select from subscriptions as subscription join sources as source on source.id = subscription.source_id
      where subscription.channel = ${channel} and not subscription.is_paused and source.next_poll_at <= ${until}
    ) or exists (
      select from subscriptions as subscription
        join item_states as state on state.subscription_id = subscription.id and state.state in ('pending', 'held')
        join items as item on item.id = state.item_id
        left join placements as placement on placement.item_id = item.id
        left join item_readings as reading on reading.item_id = item.id
      where subscription.channel = ${channel} and not subscription.is_paused and placement.item_id is null
        and least(item.published, state.at) <= ${until} and reading.why is null
    ) as "isGathering"`.execute(db);
  return rows[0]?.isGathering ?? false;
}
