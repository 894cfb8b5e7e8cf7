import { type Kysely, sql } from 'kysely';
import type { Telling } from '../news/digest.ts';
import type { NewPost, PostedStory, Posts, StateChange } from '../news/digest-ports.ts';
import { account } from './account.ts';
import { commitDeliveries } from './deliveries.ts';
import { findPost } from './find-post.ts';
import type { Schema } from './schema.ts';
import { storable } from './storable.ts';
import { instantChannels, storyItems, waitingStories } from './waiting-stories.ts';

/** What channels were told, in which words, and where that stands now. */
export function createPosts(db: Kysely<Schema>): Posts {
  return {
    waiting: (channel, until) => waitingStories(db, channel, new Date(until)),
    tellings: (channel, storyIds) => tellings(db, channel, storyIds),
    itemsOf: (channel, storyId) => storyItems(db, channel, [storyId]),
    find: (key, channel) => findPost(db, key, channel),
    account: (channel, from, to) => account(db, channel, new Date(from), new Date(to)),
    instantChannels: () => instantChannels(db),
    commit: (decision) =>
      db
        .transaction()
        .execute((transaction) => commit(transaction, decision))
        .catch((error: unknown) => {
          if (error === STALE) return false;
          throw error;
        }),
    async isStuck(channel, since) {
      const found = db.selectFrom('posts').where('channel', '=', channel).where('state', '=', 'pending');
      return (await found.where('at', '<=', new Date(since)).select('id').executeTakeFirst()) !== undefined;
    },

    settle: (now) => db.transaction().execute((transaction) => settle(transaction, new Date(now))),

    async instantSince(channel, since) {
      const found = db.selectFrom('posts').where('channel', '=', channel).where('kind', '=', 'instant');
      const rows = await found.where('at', '>=', new Date(since)).where('state', '<>', 'failed').select('at').execute();
      return rows.map(({ at }) => at.getTime());
    },
  };
}

async function tellings(db: Kysely<Schema>, channel: string, storyIds: readonly string[]): Promise<Telling[]> {
  if (storyIds.length === 0) return [];
  const rows = await db
    .selectFrom('tellings as telling')
    .innerJoin('posts as post', 'post.id', 'telling.post_id')
    .leftJoin('deliveries as delivery', (join) => join.on('delivery.key', '=', sql`'post ' || post.key`))
    .where('post.channel', '=', channel)
    .where('post.state', '<>', 'failed')
    .where('telling.story_id', 'in', storyIds)
    .select(['telling.story_id', 'statements', 'last_published', 'post.at'])
    .select(sql<string>`coalesce(post.ref, delivery.sent_ref, '')`.as('ref'))
    .execute();
  return rows.map(({ story_id, statements, last_published, at, ref }) => ({
    ...{ storyId: story_id, statements, ref, at: at.getTime() },
    lastPublished: last_published.getTime(),
  }));
}

/** Ends the transaction without being an error to anybody. */
const STALE = new Error('decided on what has changed since');

async function commit(
  db: Kysely<Schema>,
  { post, changes, plan, also = [], now }: Parameters<Posts['commit']>[0],
): Promise<boolean> {
  if (plan) await movePlan(db, plan);
  if (post) await addPost(db, post, new Date(now));
  await changeStates(db, changes, new Date(now));
  const delivery = post && {
    key: `post ${post.key}`,
    target: post.channel,
    how: 'post' as const,
    message: post.message,
  };
  await commitDeliveries(db, [...(delivery ? [delivery] : []), ...also]);
  return true;
}

async function movePlan(
  db: Kysely<Schema>,
  { id, was, toldUntil, nextRunAt }: NonNullable<Parameters<Posts['commit']>[0]['plan']>,
): Promise<void> {
  const moved = await db
    .updateTable('digests')
    .where('id', '=', id)
    .where('told_until', '=', new Date(was))
    .where('is_paused', '=', false)
    .set({ told_until: new Date(toldUntil), next_run_at: nextRunAt === null ? null : new Date(nextRunAt) })
    .set({ waiting_since: null })
    .returning('id')
    .executeTakeFirst();
  if (!moved) throw STALE;
}

async function addPost(db: Kysely<Schema>, post: NewPost, at: Date): Promise<void> {
  const { key, workspace, channel, kind, message, stories } = post;
  const added = await db
    .insertInto('posts')
    .values({ key, workspace, channel, kind, message: JSON.stringify(storable(message)), at })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw STALE;
  if (stories.length === 0) return;
  const rows = stories.map((story, place) => ({ post_id: added.id, position: place + 1, ...toColumns(story) }));
  await db.insertInto('tellings').values(rows).execute();
}

function toColumns({ storyId, title, itemId, versionId, statements, lastPublished }: PostedStory) {
  return {
    ...{ story_id: storyId, title: storable(title), item_id: itemId, version_id: versionId },
    ...{ statements: storable(statements), last_published: new Date(lastPublished) },
  };
}

/** What has moved on meanwhile stays where it is. */
async function changeStates(db: Kysely<Schema>, changes: readonly StateChange[], at: Date): Promise<void> {
  for (const { subscriptionId, itemId, state, reason } of changes) {
    await db
      .updateTable('item_states')
      .where('subscription_id', '=', subscriptionId)
      .where('item_id', '=', itemId)
      .where('state', 'in', ['pending', 'held'])
      .set({ state, reason: storable(reason), at })
      .execute();
  }
}

async function settle(db: Kysely<Schema>, now: Date): Promise<void> {
  await sql`
    update posts set state = 'sent', ref = delivery.sent_ref from deliveries as delivery
    where posts.state = 'pending' and delivery.key = 'post ' || posts.key and delivery.state = 'sent'`.execute(db);
  await sql`
    with given_up as (
      update posts set state = 'failed' from deliveries as delivery
      where posts.state = 'pending' and delivery.key = 'post ' || posts.key and delivery.state = 'failed'
      returning posts.id, posts.channel, posts.at
    )
    update item_states set state = 'failed', at = ${now}, reason = 'the post that tells it could not be delivered'
    from given_up, tellings as telling, placements as placement, subscriptions as subscription
    where telling.post_id = given_up.id and placement.story_id = telling.story_id
      and item_states.item_id = placement.item_id and subscription.id = item_states.subscription_id
      and subscription.channel = given_up.channel
      and (item_states.state = 'posted' and item_states.item_id = telling.item_id
        or item_states.state = 'merged' and item_states.at = given_up.at)`.execute(db);
}
