import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Database } from '../../src/store/database.ts';

/** Waits until the desk has done all that is due by now: asked the sources, read what they told, posted, and has had its posts delivered. */
export async function settle({ db }: Database, now: () => number): Promise<void> {
  const left = async () => {
    const at = new Date(now());
    const { rows } = await sql<Record<string, number>>`select
      (select count(*)::int from sources where next_poll_at <= ${at} or leased_until is not null) as sources,
      (select count(*)::int from item_states as state
        join subscriptions as subscription on subscription.id = state.subscription_id and not is_paused
        left join placements as placement on placement.item_id = state.item_id
        left join item_readings as reading on reading.item_id = state.item_id
        where state.state in ('pending', 'held') and placement.item_id is null and reading.why is null) as unread,
      (select count(*)::int from digests where not is_paused and next_run_at <= ${at}) as digests,
      (select count(*)::int from deliveries where state = 'pending') as deliveries,
      (select count(*)::int from posts where state = 'pending') as posts,
      (select count(*)::int from tellings as telling
        join posts as post on post.id = telling.post_id and post.state = 'sent'
        join items as item on item.id = telling.item_id
        join placements as placement on placement.item_id = item.id
        where item.changed_at > placement.checked_at) as edits`.execute(db);
    return rows[0];
  };
  const none = { sources: 0, unread: 0, digests: 0, deliveries: 0, posts: 0, edits: 0 };
  await expect.poll(left, { interval: 25 }).toEqual(none);
}

/**
 * Waits until the sweep that comes with the start is over. It goes by the desk's clock, but rows are dated by the database's: where
 * the one is months ahead of the other, it takes what was made a moment ago for old.
 */
export async function swept({ db }: Database): Promise<void> {
  // The sweep forgets old offers last.
  const marker = { channel: 'none', what: '{}', created_at: new Date(0) };
  await db.insertInto('offers').values(marker).execute();
  const left = () => db.selectFrom('offers').where('channel', '=', 'none').select('id').execute();
  while ((await left()).length > 0) await delay(20);
}
