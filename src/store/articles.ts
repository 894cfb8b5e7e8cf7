import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Article, StoredArticle } from '../news/article.ts';
import type { Articles, Scope } from '../news/ports.ts';
import type { Sentence } from '../news/sentence.ts';
import { isSameSite } from '../news/site.ts';
import { visibleVersions, withSentences } from './article-versions.ts';
import type { Schema } from './schema.ts';
import { rememberScope } from './scope.ts';
import { storable } from './storable.ts';

export function createArticles(db: Kysely<Schema>): Articles {
  return {
    async findByAddress(address, readSince) {
      const row = await db
        .selectFrom('article_versions as version')
        .innerJoin('article_addresses as known', 'known.article_id', 'version.article_id')
        .where(sql`md5(known.address)`, '=', sql`md5(${address})`)
        .where('version.read_at', '>=', readSince)
        .orderBy('version.read_at', 'desc')
        .selectAll('version')
        .limit(1)
        .executeTakeFirst();
      return row ? await withSentences(db, row) : null;
    },

    save: (article, scope) => db.transaction().execute((transaction) => save(transaction, storable(article), scope)),

    async share(articleId, scope) {
      const article = await db.selectFrom('articles').where('id', '=', articleId).selectAll().executeTakeFirst();
      // What belongs to a channel stays with it, whoever asks.
      if (!article?.identity) throw new Error(`article ${articleId} is not public`);
      await rememberScope(db, scope);
      await addReader(db, articleId, scope);
    },

    async findVersion(versionId, scope) {
      if (!/^\d{1,18}$/.test(versionId)) return null;
      const row = await visibleVersions(db, scope).where('version.id', '=', versionId).executeTakeFirst();
      return row ? await withSentences(db, row) : null;
    },

    async findTitled(words, scope, count) {
      const pattern = `%${words.trim().replace(/[\\%_]/g, '\\$&')}%`;
      const newest = visibleVersions(db, scope)
        .where('version.title', 'ilike', pattern)
        .where('version.address', 'is not', null)
        .distinctOn('version.article_id')
        .orderBy('version.article_id')
        .orderBy('version.read_at', 'desc');
      const found = db.selectFrom(newest.as('newest')).orderBy('read_at', 'desc').limit(count);
      const rows = await found.select(['title', 'address']).execute();
      return rows.flatMap(({ title, address }) => (title && address ? [{ title, address }] : []));
    },
  };
}

async function save(db: Kysely<Schema>, article: Article, scope: Scope): Promise<StoredArticle> {
  await rememberScope(db, scope);
  const contentHash = hashOf(article);
  const articleId = await findOrAddArticle(db, article, contentHash, scope);
  if (article.address !== null) {
    await knowAddress(db, article.address, articleId);
    await addReader(db, articleId, scope);
  }
  const row = await addVersion(db, articleId, contentHash, article);
  await addSentences(db, row.id, article.sentences);
  // Read back: a version stored earlier keeps the numbers its claims point at.
  return await withSentences(db, row);
}

function hashOf({ title, paragraphs }: Article): string {
  return createHash('sha256')
    .update(JSON.stringify([title, paragraphs]))
    .digest('hex');
}

/** Public: one per canonical URL. A channel's own: the same text pasted again is the same article. */
async function findOrAddArticle(db: Kysely<Schema>, article: Article, hash: string, scope: Scope): Promise<string> {
  if (article.address === null) return await findOrAddOwned(db, hash, scope.channel);
  const identity = identityOf(article.canonicalUrl, article.address);
  const added = await db
    .insertInto('articles')
    .values({ identity })
    .onConflict((on) => on.expression(sql`md5(identity)`).where('identity', 'is not', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added) return added.id;
  const found = await db
    .selectFrom('articles')
    .where(sql`md5(identity)`, '=', sql`md5(${identity})`)
    .select('id')
    // Held, so that it is not forgotten before its reader stands beside it.
    .forKeyShare()
    .executeTakeFirst();
  // Gone since a moment ago: then it is new again.
  return found?.id ?? (await findOrAddArticle(db, article, hash, scope));
}

/** A page may name another address of its own site as the canonical one; naming somebody else's would put words in their mouth. */
function identityOf(canonicalUrl: string | null, address: string): string {
  if (canonicalUrl === null || !URL.canParse(canonicalUrl) || !URL.canParse(address)) return address;
  return isSameSite(canonicalUrl, address) ? canonicalUrl : address;
}

async function findOrAddOwned(db: Kysely<Schema>, hash: string, channel: string): Promise<string> {
  const found = await db
    .selectFrom('articles as article')
    .innerJoin('article_versions as version', 'version.article_id', 'article.id')
    .where('article.owner_channel', '=', channel)
    .where('version.content_hash', '=', hash)
    .select('article.id')
    .forKeyShare('article')
    .executeTakeFirst();
  if (found) return found.id;
  const added = await db
    .insertInto('articles')
    .values({ owner_channel: channel })
    .returning('id')
    .executeTakeFirstOrThrow();
  return added.id;
}

async function knowAddress(db: Kysely<Schema>, address: string, articleId: string): Promise<void> {
  await db
    .insertInto('article_addresses')
    .values({ address, article_id: articleId })
    .onConflict((on) => on.expression(sql`md5(address)`).doUpdateSet({ article_id: articleId }))
    .execute();
}

async function addReader(db: Kysely<Schema>, articleId: string, { workspace, channel }: Scope): Promise<void> {
  const read = { read_at: new Date() };
  await db
    .insertInto('article_readers')
    .values({ article_id: articleId, workspace, channel, ...read })
    .onConflict((on) => on.columns(['article_id', 'workspace', 'channel']).doUpdateSet(read))
    .execute();
}

async function addVersion(db: Kysely<Schema>, articleId: string, contentHash: string, article: Article) {
  const { address, canonicalUrl, title, byline, site, published, language, coverage, paragraphs } = article;
  const seen = { title, byline, site, published, language, coverage: JSON.stringify(coverage), read_at: new Date() };
  return await db
    .insertInto('article_versions')
    .values({
      article_id: articleId,
      content_hash: contentHash,
      address,
      canonical_url: canonicalUrl,
      paragraphs: JSON.stringify(paragraphs),
      ...seen,
    })
    .onConflict((on) => on.columns(['article_id', 'content_hash']).doUpdateSet(seen))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** In batches, since one statement takes 65,535 parameters at most. */
async function addSentences(db: Kysely<Schema>, versionId: string, sentences: Sentence[]): Promise<void> {
  for (let start = 0; start < sentences.length; start += 5000) {
    const rows = sentences.slice(start, start + 5000).map((sentence) => ({ version_id: versionId, ...sentence }));
    await db
      .insertInto('sentences')
      .values(rows)
      .onConflict((on) => on.doNothing())
      .execute();
  }
}
