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

async function find(db: Kysely<Schema>, itemId: string): ReturnType<Edits['find']> {
  const row = await db
    .selectFrom('items as item')
    .innerJoin('sources as source', 'source.id', 'item.source_id')
    .leftJoin('article_versions as version', 'version.id', 'item.version_id')
    .where('item.id', '=', itemId)
    .selectAll('item')
    .select(['source.title as source_title', 'source.owner_channel'])
    .select(sql<boolean>`coalesce(version.coverage ->> 'extent' = 'whole', false)`.as('was_whole'))
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
  return { item: unread, wasWhole: row.was_whole, told };
}
