import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Scope } from '../../src/news/ports.ts';
import type { ClaimedSource, PollRecord } from '../../src/news/source-ports.ts';
import { PLAIN_SUBSCRIPTION } from '../../src/news/subscription.ts';
import { newHealth } from '../../src/sources/health.ts';
import { newPollState } from '../../src/sources/poll.ts';
import type { Database } from '../../src/store/database.ts';
import { createSources } from '../../src/store/sources.ts';
import { testDatabase } from '../doubles/database.ts';
import { harbour, harbourSide, mountain } from './scopes.ts';

const MINUTE = 60_000;
const CHANNELS: Scope[] = [harbour, harbourSide, mountain];
const URLS = ['a', 'b', 'c'].map((name) => `https://${name}.example/feed`);

class Fault extends Error {}

test.each([1, 2, 3, 4, 5])(
  'whatever comes and goes, moves and breaks off (run %i), every item is in one state of every subscription',
  async (seed) => {
    const database = await testDatabase();
    const sources = createSources(database.db, (now) => ({ state: newPollState(), health: newHealth(now) }));
    const random = seeded(seed);
    const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
    let now = Date.UTC(2026, 10, 24);
    let kept: ClaimedSource[] = [];
    let most = 0;

    async function follow(): Promise<void> {
      const [url, scope] = [pick(URLS), pick(CHANNELS)];
      if (!url || !scope) return;
      const source = { url, kind: 'feed' as const, pattern: null };
      await sources.follow({
        source,
        title: null,
        isShared: true,
        settings: PLAIN_SUBSCRIPTION,
        scope,
        by: 'x:@1',
        now,
      });
    }

    async function unfollow(): Promise<void> {
      const { channel } = pick(CHANNELS) ?? harbour;
      const one = pick(await sources.ofChannel(channel));
      if (one) await sources.unfollow(one.id, channel);
    }

    async function poll(): Promise<void> {
      now += 10 * MINUTE;
      const claimed = await sources.claim({ now, leaseMs: MINUTE, count: 5, perHost: 2 });
      // What an earlier claim holds may be written down late, or twice.
      for (const one of [...kept, ...claimed]) {
        await sources.record(one, recordOf(random, now, pick(URLS) ?? '')).catch((error: unknown) => {
          if (!(error instanceof Fault)) throw error;
        });
      }
      kept = claimed.filter(() => random() < 0.3);
    }

    for (let step = 0; step < 60; step++) {
      const doing = pick([follow, follow, unfollow, poll, poll, poll, poll]);
      await doing?.();
      expect(await unreconciled(database), `step ${step}`).toEqual([]);
      most = Math.max(most, await countStates(database));
    }
    expect(most).toBeGreaterThan(50);
    await database.close();
  },
);

/** Some items of a growing feed; now and then a move, a source that tells nothing, or a fault half-way. */
function recordOf(random: () => number, now: number, url: string): PollRecord {
  const isBroken = random() < 0.15;
  const items = Array.from({ length: Math.floor(random() * 12) }, () => {
    const id = String(Math.floor(random() * 60));
    const said = {
      author: null,
      published: null,
      updated: null,
      text: String(random()),
      hasContent: false,
      language: null,
    };
    const link = `https://paper.example/${id}`;
    return { item: { id, link, title: `Title ${id}`, ...said }, linkKey: link, contentHash: said.text };
  });
  return {
    ...{
      now,
      state: newPollState(),
      nextAt: now + 5 * MINUTE,
      hasTold: true,
      wasReached: true,
      trouble: null,
      title: null,
    },
    items: random() < 0.2 ? null : items,
    movedTo: random() < 0.15 ? url : null,
    judge: () => ({ state: random() < 0.5 ? 'pending' : 'filtered', reason: null }),
    conclude() {
      if (isBroken) throw new Fault('the power went out');
      return { health: newHealth(now), tell: null };
    },
  };
}

/** Subscriptions whose states do not add up to what their source told, or that have states of other sources' items. */
async function unreconciled({ db }: Database): Promise<object[]> {
  const { rows } = await sql<object>`
    select * from (
      select subscription.id, subscription.is_baselined,
        (select count(*) from items where items.source_id = subscription.source_id) as items,
        (select count(*) from item_states join items on items.id = item_id
          where subscription_id = subscription.id and items.source_id = subscription.source_id) as states,
        (select count(*) from item_states where subscription_id = subscription.id) as all_states
      from subscriptions as subscription
    ) as sums
    where states <> all_states or (is_baselined and states <> items)`.execute(db);
  return rows;
}

async function countStates({ db }: Database): Promise<number> {
  const count = db.selectFrom('item_states').select(({ fn }) => fn.countAll<string>().as('count'));
  return Number((await count.executeTakeFirstOrThrow()).count);
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
