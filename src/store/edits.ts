import { type Kysely, sql } from 'kysely';
import type { Edits, ToldOf } from '../news/digest-ports.ts';
import { commitDeliveries } from './deliveries.ts';
import { findPost } from './find-post.ts';
import type { Schema } from './schema.ts';
import { storable } from './storable.ts';
import { toItem } from './subscription-row.ts';

/** Articles that were told, and edited since. */
export function createEdits(db: Kysely<Schema>): Edits {
  return {
    async changed(since, count) {
      const { rows } = await sql<{ id: string }>`
        select distinct item.id from tellings as telling
          join posts as post on post.id = telling.post_id and post.state = 'sent' and post.forgotten_at is null and post.at >= ${new Date(since)}
          join items as item on item.id = telling.item_id
          join placements as placement on placement.item_id = item.id
        where item.changed_at > placement.checked_at order by item.id limit ${count}`.execute(db);
      return rows.map(({ id }) => id);
    },

    worthAnotherLook: (now, afterMs, count) => worthAnotherLook(db, now, afterMs, count),

    find: (itemId) => find(db, itemId),

    save: ({ itemId, versionId, noted, deliver, now }) =>
      db.transaction().execute(async (transaction) => {
        const at = new Date(now);
        await transaction.updateTable('placements').where('item_id', '=', itemId).set({ checked_at: at }).execute();
        if (versionId !== null)
          await transaction.updateTable('items').where('id', '=', itemId).set({ version_id: versionId }).execute();
        for (const { postKey, position, noted: changes } of noted) {
          await transaction
            .updateTable('tellings')
            .where('position', '=', position)
            .where('post_id', '=', (eb) => eb.selectFrom('posts').where('key', '=', postKey).select('id'))
            .set({ noted: JSON.stringify(storable(changes)), noted_at: at })
            .execute();
        }
        await commitDeliveries(transaction, deliver);
      }),
  };
}

/** Whoever was told of the same item at eight o'clock, its outlet is not asked by all at ten: the looks are spread over half the time. */
async function worthAnotherLook(
  db: Kysely<Schema>,
  now: number,
  afterMs: readonly number[],
  count: number,
): Promise<string[]> {
  const oldest = new Date(now - 2 * Math.max(...afterMs));
  const { rows } = await sql<{ id: string }>`
    with told as (
      select telling.item_id, min(post.at) as at from posts as post
        join tellings as telling on telling.post_id = post.id
      where post.state = 'sent' and post.forgotten_at is null and post.at >= ${oldest}
      group by telling.item_id
    ), looks as (select after * interval '1 ms' as after from unnest(${[...afterMs]}::float[]) as after)
    select item.id from told
      join items as item on item.id = told.item_id and not item.has_content and item.link is not null
      join placements as placement on placement.item_id = item.id
    where exists (select from looks where placement.checked_at < told.at + looks.after
      and told.at + looks.after * (1 + (item.id % 100) / 200.0) <= ${new Date(now)})
    order by told.at, item.id limit ${count}`.execute(db);
  return rows.map(({ id }) => id);
}

async function find(db: Kysely<Schema>, itemId: string): ReturnType<Edits['find']> {
  const row = await db
    .selectFrom('items as item')
    .innerJoin('sources as source', 'source.id', 'item.source_id')
    .leftJoin('article_versions as version', 'version.id', 'item.version_id')
    .where('item.id', '=', itemId)
    .leftJoin('placements as placement', 'placement.item_id', 'item.id')
    .selectAll('item')
    .select(['source.title as source_title', 'source.owner_channel'])
    .select(sql<boolean>`coalesce(version.coverage ->> 'extent' = 'whole', false)`.as('was_whole'))
    .select(sql<boolean>`coalesce(item.changed_at > placement.checked_at, false)`.as('is_announced'))
    .executeTakeFirst();
  const tellings = await db
    .selectFrom('tellings as telling')
    .innerJoin('posts as post', 'post.id', 'telling.post_id')
    .where('telling.item_id', '=', itemId)
    .where('post.state', '=', 'sent')
    .orderBy('post.id')
    .select(['post.key', 'post.channel', 'position'])
    .execute();
  const told: ToldOf[] = [];
  for (const { key, channel, position } of tellings) {
    const post = await findPost(db, key, channel);
    if (post) told.push({ post, position });
  }
  if (!row || told.length === 0) return null;
  const scopes = told.map(({ post: { workspace, channel } }) => ({ workspace, channel }));
  const unread = { item: toItem(row), sourceTitle: row.source_title, owner: row.owner_channel, scopes, attempts: 1 };
  return { item: unread, wasWhole: row.was_whole, isAnnounced: row.is_announced, told };
}
