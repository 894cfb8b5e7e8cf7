import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';
import { noteChange } from './trail.ts';

/** Who does what nobody asked for, as the trail shows it. */
const OURSELVES = 'Copydesk';

/**
 * The platform says that a channel is not there any more: nothing is taken in or told for it until a moderator resumes that. What
 * waited has failed, and a source is asked no more where nobody else follows it. Does nothing where the place is no channel that
 * follows something.
 */
export async function pauseChannel(db: Kysely<Schema>, channel: string, now: Date): Promise<void> {
  await sql`
    update item_states set state = 'failed', at = ${now}, reason = 'its channel could not be found any more'
    from subscriptions as subscription
    where subscription.id = item_states.subscription_id and subscription.channel = ${channel}
      and item_states.state in ('pending', 'held')`.execute(db);
  const subscriptions = await db
    .updateTable('subscriptions')
    .where('channel', '=', channel)
    .where(({ or, eb }) => or([eb('is_paused', '=', false), eb('is_baselined', '=', true)]))
    .set({ is_paused: true, is_baselined: false })
    .returning(['workspace', 'source_id'])
    .execute();
  const plans = await db
    .updateTable('digests')
    .where('channel', '=', channel)
    .where('is_paused', '=', false)
    .set({ is_paused: true, waiting_since: null })
    .returning('workspace')
    .execute();
  await restSources(
    db,
    subscriptions.map(({ source_id }) => source_id),
  );
  const workspace = (subscriptions[0] ?? plans[0])?.workspace;
  if (workspace === undefined) return;
  const counts = `${count(subscriptions.length, 'source')} and ${count(plans.length, 'digest')}`;
  const what = `${counts} are paused, as the channel could not be found any more`;
  await noteChange(db, { workspace, place: channel, who: OURSELVES, what });
}

/** Only who is paused and has no baseline takes nothing in: who was paused by a moderator hears later what it missed. */
async function restSources(db: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('sources')
    .where('id', 'in', ids)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('subscriptions as subscription')
            .whereRef('subscription.source_id', '=', 'sources.id')
            .where(({ or, eb }) => or([eb('is_paused', '=', false), eb('is_baselined', '=', true)]))
            .select('subscription.id'),
        ),
      ),
    )
    .set({ next_poll_at: null })
    .execute();
}

function count(many: number, noun: string): string {
  return `${many} ${noun}${many === 1 ? '' : 's'}`;
}
