import type { Kysely } from 'kysely';
import type { Post } from '../news/digest-ports.ts';
import type { Schema } from './schema.ts';

/** A post of a channel as it was first said, with what it tells. */
export async function findPost(db: Kysely<Schema>, key: string, channel: string): Promise<Post | null> {
  const found = db
    .selectFrom('posts')
    .where('key', '=', key)
    .where('channel', '=', channel)
    .where('forgotten_at', 'is', null);
  const post = await found.selectAll().executeTakeFirst();
  if (!post) return null;
  const rows = await db.selectFrom('tellings').where('post_id', '=', post.id).orderBy('position').selectAll().execute();
  const { workspace, kind, message, ref, at } = post;
  return {
    ...{ key, workspace, channel, kind, message, ref, at: at.getTime() },
    stories: rows.map((row) => ({
      ...{ position: row.position, storyId: row.story_id, title: row.title, itemId: row.item_id },
      ...{ versionId: row.version_id, statements: row.statements, noted: row.noted },
      lastPublished: row.last_published.getTime(),
    })),
  };
}
