import { type Kysely, sql } from 'kysely';
import type { PostedLinks } from '../news/posted-link.ts';
import type { Schema } from './schema.ts';
import { rememberScope } from './scope.ts';
import { storable } from './storable.ts';

/** Links that people posted in a channel, counted one after the other, whichever process hears of them. */
export function createPostedLinks(db: Kysely<Schema>): PostedLinks {
  return {
    take: (link, bounds, now) => inTurn(db, link.scope.channel, (inside) => take(inside, link, bounds, now)),

    async keep(id, articleId, { repeatedMs }) {
      const link = await db
        .selectFrom('posted_links')
        .where('id', '=', id)
        .select(['channel', 'at'])
        .executeTakeFirst();
      if (!link) return false;
      const since = new Date(link.at.getTime() - repeatedMs);
      return await inTurn(db, link.channel, (inside) => keep(inside, { id, articleId, since, ...link }));
    },

    async drop(id) {
      await db.updateTable('posted_links').where('id', '=', id).set({ is_silent: true }).execute();
    },

    async findPost(id) {
      const found = db.selectFrom('deliveries').where('key', '=', `link ${id}`);
      const delivery = await found.select(['state', 'sent_ref']).executeTakeFirst();
      return delivery?.state === 'pending' ? 'pending' : (delivery?.sent_ref ?? null);
    },

    async authorOf(postRef, channel) {
      const link = await db
        .selectFrom('posted_links as link')
        .innerJoin('deliveries as delivery', (join) => join.on('delivery.key', '=', sql<string>`'link ' || link.id`))
        .where('link.channel', '=', channel)
        .where('delivery.sent_ref', '=', postRef)
        .select('link.author')
        .executeTakeFirst();
      return link?.author ?? null;
    },

    async purge(before) {
      await db.deleteFrom('posted_links').where('at', '<', before).execute();
    },
  };
}

/** What decides by the channel's links runs alone, so that none is counted past the bound. */
async function inTurn<T>(
  db: Kysely<Schema>,
  channel: string,
  work: (inside: Kysely<Schema>) => Promise<T>,
): Promise<T> {
  return await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`links ${channel}`}, 0))`.execute(transaction);
    return await work(transaction);
  });
}

async function take(
  db: Kysely<Schema>,
  { scope, author, postTo, urlKey }: Parameters<PostedLinks['take']>[0],
  { repeatedMs, perMs, tried, told }: Parameters<PostedLinks['take']>[1],
  now: number,
): Promise<string | null> {
  const ofChannel = db.selectFrom('posted_links').where('channel', '=', scope.channel);
  const given = await ofChannel
    .where('url_key', '=', storable(urlKey))
    .where('at', '>', new Date(now - repeatedMs))
    .select(['id', 'post_to'])
    .executeTakeFirst();
  if (given) return given.post_to === postTo ? given.id : null;
  const counted = await ofChannel
    .where('at', '>', new Date(now - perMs))
    .select([
      sql<number>`count(*)::int`.as('tried'),
      sql<number>`(count(*) filter (where not is_silent))::int`.as('told'),
    ])
    .executeTakeFirstOrThrow();
  if (counted.tried >= tried || counted.told >= told) return null;
  await rememberScope(db, scope);
  const { id } = await db
    .insertInto('posted_links')
    .values({ ...scope, url_key: storable(urlKey), post_to: postTo, author, at: new Date(now) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function keep(
  db: Kysely<Schema>,
  { id, articleId, channel, since }: { id: string; articleId: string; channel: string; since: Date },
): Promise<boolean> {
  const others = db.selectFrom('posted_links').where('channel', '=', channel).where('id', '<>', id);
  const same = others.where('article_id', '=', articleId).where('is_silent', '=', false).where('at', '>', since);
  const isRepeated = (await same.select('id').executeTakeFirst()) !== undefined;
  const set = { article_id: articleId, is_silent: isRepeated };
  await db.updateTable('posted_links').where('id', '=', id).set(set).execute();
  return !isRepeated;
}
