import { type Kysely, type Selectable, sql } from 'kysely';
import type { ArchivedPost, ArchivedPosts } from '../news/archive-ports.ts';
import type { Schema } from './schema.ts';

/** When something last changed is looked for in so many posts, which is more than an archive shows. */
const MOST_POSTS = 2000;

/** What a channel was told, as its archive shows it. */
export function createArchivedPosts(db: Kysely<Schema>): ArchivedPosts {
  return {
    async list(scope, { skip, count, key }) {
      const one = shown(db, scope).$if(key !== null, (query) => query.where('post.key', '=', key ?? ''));
      const rows = await one
        .orderBy('post.at', 'desc')
        .orderBy('post.id', 'desc')
        .offset(skip)
        .limit(count + 1)
        .select(['post.id', 'post.key', 'post.message', 'post.at'])
        .execute();
      const page = rows.slice(0, count);
      const noted = await notedIn(
        db,
        page.map(({ id }) => id),
      );
      return { posts: page.map((row) => toPost(row, noted.get(row.id) ?? [])), hasMore: rows.length > count };
    },

    async changedAt({ workspace, channel }) {
      const { rows } = await sql<{ at: Date | null }>`
        select max(greatest(post.at, post.removed_at, post.forgotten_at, telling.noted_at, removal.created_at)) as at
        from (select * from posts where channel = ${channel} and workspace = ${workspace} and state = 'sent'
              order by at desc limit ${MOST_POSTS}) as post
        left join tellings as telling on telling.post_id = post.id
        left join deliveries as removal on removal.how = 'remove' and removal.target = post.ref`.execute(db);
      return rows[0]?.at?.getTime() ?? null;
    },
  };
}

function shown(db: Kysely<Schema>, { workspace, channel }: { workspace: string; channel: string }) {
  return db
    .selectFrom('posts as post')
    .where('post.channel', '=', channel)
    .where('post.workspace', '=', workspace)
    .where('post.state', '=', 'sent')
    .where('post.removed_at', 'is', null)
    .where('post.forgotten_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('deliveries as removal')
            .where('removal.how', '=', 'remove')
            .whereRef('removal.target', '=', 'post.ref')
            .select('removal.key'),
        ),
      ),
    );
}

type Noted = Pick<Selectable<Schema['tellings']>, 'post_id' | 'title' | 'noted' | 'noted_at'>;

async function notedIn(db: Kysely<Schema>, postIds: readonly string[]): Promise<Map<string, Noted[]>> {
  if (postIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('tellings')
    .where('post_id', 'in', postIds)
    .where('noted_at', 'is not', null)
    .orderBy('position')
    .select(['post_id', 'title', 'noted', 'noted_at'])
    .execute();
  return Map.groupBy(rows, ({ post_id }) => post_id);
}

function toPost(
  { key, message, at }: { key: string; message: object; at: Date },
  noted: readonly Noted[],
): ArchivedPost {
  const times = noted.map(({ noted_at }) => noted_at?.getTime() ?? 0);
  return {
    ...{ key, message, at: at.getTime(), changedAt: Math.max(at.getTime(), ...times) },
    changed: noted.flatMap(({ title, noted }) => (noted.length > 0 ? [{ title, noted }] : [])),
  };
}
