import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewPost, StateChange } from '../../src/news/digest-ports.ts';
import { reconcile } from '../../src/news/item.ts';
import type { ItemState } from '../../src/news/subscription.ts';
import type { Database } from '../../src/store/database.ts';
import { createDeliveries } from '../../src/store/deliveries.ts';
import { createDigestPlans } from '../../src/store/digest-plans.ts';
import { createPosts } from '../../src/store/posts.ts';
import { createStories } from '../../src/stories/place.ts';
import { seeded } from '../digests/seeded.ts';
import { testDatabase } from '../doubles/database.ts';
import { item, NOW, storyDesk } from './story-desk.ts';

const HOUR = 3_600_000;
const TEXT =
  'Inspectors found cracked welds in two of three boats of the Larkmoor ferry, and the port authority halted it until they are mended.';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

function desk() {
  const posts = createPosts(database.db);
  const plans = createDigestPlans(database.db);
  const deliveries = createDeliveries(database.db);
  const stories = storyDesk(database);
  const { scope } = stories;

  /** All that waits as one post: the first item of each story is told, the others are merged with it. */
  async function decide(key: string): Promise<{ post: NewPost; changes: StateChange[] }> {
    const waiting = await posts.waiting(scope.channel, NOW);
    const leads = waiting.map(({ id, items }) => ({
      id,
      lead: items.find(({ state }) => state === 'pending') ?? items[0],
    }));
    return {
      post: {
        ...{ key, ...scope, kind: 'digest', message: { blocks: [] } },
        stories: leads.flatMap(({ id, lead }) =>
          lead
            ? [
                {
                  ...{ storyId: id, title: 'A title', itemId: lead.itemId, versionId: lead.versionId },
                  statements: ['Said.'],
                  lastPublished: NOW,
                },
              ]
            : [],
        ),
      },
      changes: waiting.flatMap(({ items }) =>
        items.map(({ subscriptionId, itemId }) => ({
          ...{ subscriptionId, itemId, reason: null },
          state: leads.some(({ lead }) => lead?.itemId === itemId) ? ('posted' as const) : ('merged' as const),
        })),
      ),
    };
  }

  /** How many items of the channel are in each state; what is missing of all that came is 0. */
  async function states() {
    const { fetched, states } = await posts.account(scope.channel, 0, NOW + HOUR);
    const { counts, missing } = reconcile(fetched, states);
    return { missing, ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)) };
  }

  async function plan() {
    const facts = { kind: 'digest' as const, name: 'digest', schedule: 'daily 08:00', zone: 'UTC', tag: null };
    await plans.set({ ...scope, ...facts, toldUntil: NOW - HOUR, nextRunAt: NOW, addedBy: 'chat:@ada' });
    const [made] = await plans.ofChannel(scope.channel);
    if (!made) throw new Error('no plan was made');
    return { id: made.id, was: made.toldUntil, toldUntil: NOW, nextRunAt: NOW + 24 * HOUR };
  }

  async function sentTo(channel: string): Promise<number> {
    const rows = await database.db.selectFrom('deliveries').where('target', '=', channel).select('key').execute();
    return rows.length;
  }

  return { ...stories, ...{ posts, plans, deliveries, decide, states, plan, sentTo } };
}

test('what is decided twice is done once: a post, its delivery, its plan and its items go together', async () => {
  const { tell, claim, place, posts, plans, decide, states, plan, sentTo, scope } = desk();
  await tell([item('a', TEXT), item('b', 'Something else altogether happened on the other side of the hill today.')]);
  await place(await claim());
  const due = await plan();
  const decision = { ...(await decide(crypto.randomUUID())), plan: due, now: NOW };
  const both = await Promise.all([posts.commit(decision), posts.commit(decision)]);
  expect(both.toSorted()).toEqual([false, true]);
  const otherwise = { ...(await decide(crypto.randomUUID())), plan: due, now: NOW };
  expect(await posts.commit(otherwise)).toBe(false);
  expect(await sentTo(scope.channel)).toBe(1);
  expect(await states()).toEqual({ missing: 0, posted: 2 });
  expect((await plans.ofChannel(scope.channel)).map(({ nextRunAt }) => nextRunAt)).toEqual([NOW + 24 * HOUR]);
});

test('a decision that fails half-way leaves nothing behind', async () => {
  const { tell, claim, place, posts, decide, states, plan, plans, sentTo, scope } = desk();
  await tell([item('a', TEXT)]);
  await place(await claim());
  const due = await plan();
  const { post, changes } = await decide(crypto.randomUUID());
  const broken = { ...post, stories: post.stories.map((story) => ({ ...story, versionId: '999999999' })) };
  await expect(posts.commit({ post: broken, changes, plan: due, now: NOW })).rejects.toThrow();
  expect(await states()).toEqual({ missing: 0, pending: 1 });
  expect(await sentTo(scope.channel)).toBe(0);
  expect((await plans.ofChannel(scope.channel)).map(({ toldUntil }) => toldUntil)).toEqual([NOW - HOUR]);
});

test('a post that arrived is known by its ref; what one that was given up told has failed, and may be told again', async () => {
  const { tell, claim, place, posts, deliveries, decide, states, scope } = desk();
  const stories = createStories();
  await tell([item('a', TEXT)]);
  await place(await claim(), stories);
  const first = await decide(crypto.randomUUID());
  await posts.commit({ ...first, plan: null, now: NOW });
  await deliveries.markSent(`post ${first.post.key}`, 'chat:1/2');
  await posts.settle(NOW);
  const storyIds = first.post.stories.map(({ storyId }) => storyId);
  expect(await posts.tellings(scope.channel, storyIds)).toMatchObject([{ ref: 'chat:1/2', statements: ['Said.'] }]);
  expect(await posts.find(first.post.key, 'another channel')).toBeNull();

  await tell([item('b', 'A school of music moves into the old paper mill above the weir, its owners said on Monday.')]);
  await place(await claim(), stories);
  const second = await decide(crypto.randomUUID());
  await posts.commit({ ...second, plan: null, now: NOW });
  await deliveries.markFailed(`post ${second.post.key}`, 'the channel is gone');
  await posts.settle(NOW);
  expect(await states()).toEqual({ missing: 0, posted: 1, failed: 1 });
  expect(
    await posts.tellings(
      scope.channel,
      second.post.stories.map(({ storyId }) => storyId),
    ),
  ).toEqual([]);
});

test('what was to be told together with an article has failed with it, when its post was given up', async () => {
  const { tell, claim, place, posts, deliveries, decide, states } = desk();
  const [, ...later] = TEXT.split('. ');
  await tell([item('a', TEXT), item('b', `${TEXT} ${later.join('. ')}`, 'Title a')]);
  await place(await claim());
  const { post, changes } = await decide(crypto.randomUUID());
  await posts.commit({ post, changes, plan: null, now: NOW });
  expect(await states()).toEqual({ missing: 0, posted: 1, merged: 1 });
  await deliveries.markFailed(`post ${post.key}`, 'it was tried too often');
  await posts.settle(NOW + HOUR);
  expect(await states()).toEqual({ missing: 0, failed: 2 });
});

describe('each item is in exactly one state, whatever happens and whatever fails', () => {
  test.each(Array.from({ length: 12 }, (_, seed) => seed))('run %i', async (seed) => {
    const random = seeded(seed);
    const { tell, record, claim, place, book, posts, deliveries, decide, states, sources, scope } = desk();
    const stories = createStories();
    const urls: string[] = [];
    const keys: string[] = [];
    let looks = 0;
    const report = () => item(`${random.below(40)}`, `${TEXT} It is report ${random.below(9)}.`);
    const some = () => Array.from({ length: random.below(4) }, report);
    const anyUrl = () => random.pick(urls);
    const doings: Record<string, () => Promise<unknown>> = {
      follow: async () => urls.push(await tell(some())),
      tell: async () =>
        await record(anyUrl(), some(), { state: random.pick<ItemState>(['pending', 'filtered', 'baseline']) }),
      move: async () => {
        const [from, to] = [anyUrl(), random.below(2) === 0 ? anyUrl() : `https://${crypto.randomUUID()}.example/feed`];
        if (from === to) return;
        await record(from, some(), { movedTo: to });
        urls.splice(urls.indexOf(from), 1, ...(urls.includes(to) ? [] : [to]));
      },
      place: async () => {
        looks += 1;
        await place(await claim(NOW + looks * HOUR), stories);
      },
      giveUp: async () => {
        looks += 1;
        const [unread] = await claim(NOW + looks * HOUR);
        if (unread) await book.giveUp(unread.item.itemId, 'it could not be read', NOW);
      },
      post: async () => {
        const key = crypto.randomUUID();
        if (await posts.commit({ ...(await decide(key)), plan: null, now: NOW })) keys.push(key);
      },
      postAgain: async () => {
        const key = random.pick(keys);
        await posts.commit({ ...(await decide(key)), plan: null, now: NOW });
      },
      break: async () => {
        const { post, changes } = await decide(crypto.randomUUID());
        const broken = { ...post, stories: post.stories.map((story) => ({ ...story, versionId: '999999999' })) };
        await posts.commit({ post: broken, changes, plan: null, now: NOW });
      },
      hold: async () => {
        const { changes } = await decide('');
        await posts.commit({
          post: null,
          changes: changes.map((one) => ({ ...one, state: 'held' })),
          plan: null,
          now: NOW,
        });
      },
      settle: async () => {
        const key = `post ${random.pick(keys)}`;
        if (random.below(2) === 0) await deliveries.markSent(key, 'chat:1/2');
        else await deliveries.markFailed(key, 'gone');
        await posts.settle(NOW);
      },
      leave: async () => {
        const [one] = await sources.ofChannel(scope.channel);
        if (!one || urls.length < 3) return;
        await sources.unfollow(one.id, scope.channel);
        urls.splice(urls.indexOf(one.source.url), 1);
      },
    };
    await doings.follow?.();
    for (let step = 0; step < 40; step += 1) {
      const doing = random.pick(Object.keys(doings));
      // Some break off on purpose, and some have nothing to do yet.
      await doings[doing]?.().catch(() => {});
      expect({ doing, missing: (await states()).missing }).toEqual({ doing, missing: 0 });
    }
  });
});
