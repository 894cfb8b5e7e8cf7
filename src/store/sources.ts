import { type Kysely, type Selectable, sql } from 'kysely';
import type { Health, PollState, Source } from '../news/source.ts';
import type { ClaimedSource, Sources } from '../news/source-ports.ts';
import type { Followed, SubscriptionSettings } from '../news/subscription.ts';
import { recordPoll } from './poll-record.ts';
import type { Schema } from './schema.ts';
import { rememberScope } from './scope.ts';
import { storable } from './storable.ts';
import { toSubscription } from './subscription-row.ts';

/** What channels follow. A source is one row for all who share it, and goes with the last of them. */
export function createSources(
  db: Kysely<Schema>,
  firstState: (now: number) => { state: PollState; health: Health },
): Sources {
  return {
    follow: (request) =>
      db.transaction().execute((transaction) => follow(transaction, request, firstState(request.now))),
    ofChannel: (channel) => ofChannel(db, channel),

    change: (subscriptionId, channel, settings) =>
      db.transaction().execute((transaction) => change(transaction, subscriptionId, channel, settings)),

    unfollow: (subscriptionId, channel) =>
      db.transaction().execute((transaction) => unfollow(transaction, subscriptionId, channel)),
    claim: (request) => claim(db, request),
    record: (claimed, poll) => db.transaction().execute((transaction) => recordPoll(transaction, claimed, poll)),

    async release(sourceId) {
      await db.updateTable('sources').where('id', '=', sourceId).set({ leased_until: null }).execute();
    },

    async hostsAsked({ since, otherThan }) {
      const { asked, reached } = await db
        .selectFrom('sources')
        .where('polled_at', '>=', new Date(since))
        .where('host', '<>', otherThan)
        .where(sql`health ->> 'status'`, 'in', ['well', 'stale'])
        .select(({ fn }) => [
          fn.count<string>('host').distinct().as('asked'),
          fn.count<string>('host').distinct().filterWhere('reached_at', '>=', new Date(since)).as('reached'),
        ])
        .executeTakeFirstOrThrow();
      return { asked: Number(asked), reached: Number(reached) };
    },
  };
}

type Request = Parameters<Sources['follow']>[0];

async function follow(
  db: Kysely<Schema>,
  { source, title, isShared, settings, scope, by, now }: Request,
  first: { state: PollState; health: Health },
): Promise<{ subscriptionId: string; isNew: boolean }> {
  await rememberScope(db, scope);
  const sourceId = await findOrAdd(db, { source, title, owner: isShared ? null : scope.channel, now, first });
  const added = await db
    .insertInto('subscriptions')
    .values({
      source_id: sourceId,
      ...{ workspace: scope.workspace, channel: scope.channel, added_by: by, added_at: new Date(now) },
      visibility: isShared ? 'workspace' : 'channel',
      mode: settings.mode,
      ...toColumns(settings),
    })
    .onConflict((on) => on.columns(['channel', 'source_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added) return { subscriptionId: added.id, isNew: true };
  const there = db.selectFrom('subscriptions').where('channel', '=', scope.channel).where('source_id', '=', sourceId);
  return { subscriptionId: (await there.select('id').executeTakeFirstOrThrow()).id, isNew: false };
}

/** It is asked at once: what it holds then was there before it was followed. */
async function findOrAdd(
  db: Kysely<Schema>,
  {
    source,
    title,
    owner,
    now,
    first,
  }: {
    source: Source;
    title: string | null;
    owner: string | null;
    now: number;
    first: { state: PollState; health: Health };
  },
): Promise<string> {
  const { id } = await db
    .insertInto('sources')
    .values({
      ...source,
      ...{ title: title === null ? null : storable(title), owner_channel: owner, host: new URL(source.url).host },
      ...{ poll_state: JSON.stringify(first.state), health: JSON.stringify(first.health) },
      ...{ next_poll_at: new Date(now), created_at: new Date(now) },
    })
    .onConflict((on) =>
      on
        .expression(sql`md5(url), md5(coalesce(pattern, '')), coalesce(owner_channel, '')`)
        // One that is gone stays so; who adds it again has seen it answer, so it is asked again.
        .doUpdateSet({ next_poll_at: new Date(now) }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function ofChannel(db: Kysely<Schema>, channel: string): Promise<Followed[]> {
  const rows = await db
    .selectFrom('subscriptions as subscription')
    .innerJoin('sources as source', 'source.id', 'subscription.source_id')
    .where('subscription.channel', '=', channel)
    .selectAll('subscription')
    .select(['url', 'kind', 'pattern', 'source.title as source_title', 'health', 'polled_at', 'reached_at'])
    .select(['trouble', 'next_poll_at'])
    .orderBy(sql`lower(coalesce(subscription.title, source.title, source.url))`)
    .orderBy('subscription.id')
    .execute();
  return rows.map((row) => ({
    ...toSubscription(row),
    source: { url: row.url, kind: row.kind, pattern: row.pattern },
    sourceTitle: row.source_title,
    ...{ health: row.health, polledAt: row.polled_at, reachedAt: row.reached_at },
    ...{ trouble: row.trouble, nextPollAt: row.next_poll_at, isIdle: row.is_paused && !row.is_baselined },
  }));
}

async function change(
  db: Kysely<Schema>,
  subscriptionId: string,
  channel: string,
  settings: Partial<SubscriptionSettings>,
): Promise<boolean> {
  if (!isId(subscriptionId)) return false;
  const row = await db
    .updateTable('subscriptions')
    .where('id', '=', subscriptionId)
    .where('channel', '=', channel)
    .set(toColumns(settings))
    .returning('source_id')
    .executeTakeFirst();
  if (row && settings.isPaused === false) await askAgain(db, row.source_id);
  return row !== undefined;
}

/** One that nobody took anything in of was asked no more; it is due since then. One that is gone stays so. */
async function askAgain(db: Kysely<Schema>, id: string): Promise<void> {
  await db
    .updateTable('sources')
    .where('id', '=', id)
    .where('next_poll_at', 'is', null)
    .where(sql`health ->> 'status'`, '<>', 'gone')
    .set(({ fn }) => ({ next_poll_at: fn.coalesce('polled_at', 'created_at') }))
    .execute();
}

async function unfollow(db: Kysely<Schema>, subscriptionId: string, channel: string): Promise<boolean> {
  if (!isId(subscriptionId)) return false;
  const gone = await db
    .deleteFrom('subscriptions')
    .where('id', '=', subscriptionId)
    .where('channel', '=', channel)
    .returning('source_id')
    .executeTakeFirst();
  if (!gone) return false;
  // Whoever follows it at this moment is waited for, and seen by the next statement.
  await db.selectFrom('sources').where('id', '=', gone.source_id).forUpdate().select('id').execute();
  await db
    .deleteFrom('sources')
    .where('id', '=', gone.source_id)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('subscriptions').where('source_id', '=', gone.source_id).select('id'))),
    )
    .execute();
  return true;
}

/**
 * What is leased of a host counts, whoever has it: the bound is for all processes together. The lease is looked at again where the
 * row is locked, for another may have taken it since the due ones were listed.
 */
async function claim(
  db: Kysely<Schema>,
  { now, leaseMs, count, perHost }: Parameters<Sources['claim']>[0],
): Promise<ClaimedSource[]> {
  const at = new Date(now);
  const { rows } = await sql<Selectable<Schema['sources']>>`
    with leased as (
      select host, count(*) as count from sources where leased_until >= ${at} group by host
    ), due as (
      select id, next_poll_at, row_number() over (partition by host order by next_poll_at) as nth, leased.count
      from sources left join leased using (host)
      where next_poll_at <= ${at} and (leased_until is null or leased_until < ${at})
    ), taken as (
      select id from sources
      where id in (
          select id from due where nth + coalesce(count, 0) <= ${perHost} order by next_poll_at limit ${count}
        )
        and next_poll_at <= ${at} and (leased_until is null or leased_until < ${at})
      for update skip locked
    )
    update sources set leased_until = ${new Date(now + leaseMs)} from taken where sources.id = taken.id
    returning sources.*`.execute(db);
  return rows.map(toClaimed);
}

function toClaimed(row: Selectable<Schema['sources']>): ClaimedSource {
  const { id, host, title, revision, url, kind, pattern, health } = row;
  const dueAt = row.next_poll_at?.getTime() ?? 0;
  const polledAt = row.polled_at?.getTime() ?? null;
  return { id, host, title, revision, health, source: { url, kind, pattern }, state: row.poll_state, dueAt, polledAt };
}

function toColumns({ isPaused, ...settings }: Partial<SubscriptionSettings>) {
  return { ...storable(settings), ...(isPaused !== undefined && { is_paused: isPaused }) };
}

function isId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}
