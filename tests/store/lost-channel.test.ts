import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SourceItem } from '../../src/news/source.ts';
import type { PollRecord } from '../../src/news/source-ports.ts';
import { PLAIN_SUBSCRIPTION } from '../../src/news/subscription.ts';
import { newHealth } from '../../src/sources/health.ts';
import { newPollState } from '../../src/sources/poll.ts';
import type { Database } from '../../src/store/database.ts';
import { createDeliveries } from '../../src/store/deliveries.ts';
import { createDigestPlans } from '../../src/store/digest-plans.ts';
import { createItems } from '../../src/store/items.ts';
import { createSources } from '../../src/store/sources.ts';
import { testDatabase } from '../doubles/database.ts';
import { harbour, mountain } from './scopes.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const HOUR = 3_600_000;

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('a channel that is gone takes nothing in any more, says so in the trail, and starts afresh when it is resumed', async () => {
  const { db } = database;
  const sources = createSources(db, (now) => ({ state: newPollState(), health: newHealth(now) }));
  const follow = (scope: typeof harbour, name: string) =>
    sources.follow({
      source: { url: `https://${name}.example/feed`, kind: 'feed', pattern: null },
      ...{ title: name, isShared: true, settings: PLAIN_SUBSCRIPTION, scope, by: 'chat:@ada', now: NOW },
    });
  const pollAll = async (now: number, ids: string[]): Promise<string[]> => {
    const claimed = await sources.claim({ now, leaseMs: HOUR, count: 10, perHost: 10 });
    for (const one of claimed) await sources.record(one, told(now, ids));
    return claimed.map(({ source }) => source.url.slice(8, -13)).sort();
  };
  const { subscriptionId } = await follow(harbour, 'own');
  await follow(harbour, 'shared');
  await follow(mountain, 'shared');
  await createDigestPlans(db).set({
    ...{ ...harbour, kind: 'digest', name: 'daily', schedule: 'daily 08:00', zone: 'UTC', tag: null },
    ...{ toldUntil: NOW, nextRunAt: NOW + HOUR, addedBy: 'chat:@ada' },
  });
  await pollAll(NOW, ['a']);
  expect(await pollAll(NOW + HOUR, ['b'])).toEqual(['own', 'shared']);

  const deliveries = createDeliveries(db);
  for (const key of ['one', 'two']) {
    await deliveries.commit([{ key, target: harbour.channel, how: 'post', message: {} }]);
    await deliveries.markGone(key, 'no such channel', NOW + HOUR);
  }
  expect((await deliveries.failed(5)).map(({ error }) => error)).toEqual(['no such channel', 'no such channel']);
  expect((await sources.ofChannel(harbour.channel)).map(({ isPaused, isIdle }) => [isPaused, isIdle])).toEqual([
    [true, true],
    [true, true],
  ]);
  expect(await createDigestPlans(db).due(NOW + 9 * HOUR)).toEqual([]);
  const trail = await db.selectFrom('audit').where('place', '=', harbour.channel).select('what').execute();
  expect(trail).toEqual([{ what: '2 sources and 1 digest are paused, as the channel could not be found any more' }]);
  // The other channel's share goes on.
  expect(await pollAll(NOW + 2 * HOUR, ['c'])).toEqual(['shared']);
  expect(await statesIn(harbour.channel)).toEqual({ baseline: 2, failed: 2 });
  expect(await statesIn(mountain.channel)).toEqual({ baseline: 1, pending: 2 });

  await sources.change(subscriptionId, harbour.channel, { isPaused: false });
  expect(await pollAll(NOW + 3 * HOUR, ['c'])).toEqual(['own', 'shared']);
  expect(await statesIn(harbour.channel)).toEqual({ baseline: 3, failed: 2 });
  await pollAll(NOW + 4 * HOUR, ['d']);
  expect(await statesIn(harbour.channel)).toEqual({ baseline: 3, failed: 2, pending: 1 });
});

async function statesIn(channel: string): Promise<object> {
  const totals: Record<string, number> = {};
  for (const { state, count } of await createItems(database.db).countStates(channel))
    totals[state] = (totals[state] ?? 0) + count;
  return totals;
}

function told(now: number, ids: string[]): PollRecord {
  const facts = { author: null, published: null, updated: null, text: null, hasContent: false, language: null };
  const items = ids.map((id): SourceItem => ({ id, link: `https://paper.example/${id}`, title: id, ...facts }));
  return {
    ...{ now, state: newPollState(), nextAt: now + HOUR / 2, hasTold: true, wasReached: true },
    ...{ trouble: null, title: null, movedTo: null },
    items: items.map((item) => ({ item, linkKey: item.link, contentHash: item.id })),
    judge: () => ({ state: 'pending', reason: null }),
    conclude: () => ({ health: newHealth(now), tell: null }),
  };
}
