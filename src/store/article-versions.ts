import type { Kysely, Selectable } from 'kysely';
import type { StoredArticle } from '../news/article.ts';
import type { Scope } from '../news/ports.ts';
import type { Sentence } from '../news/sentence.ts';
import type { Schema } from './schema.ts';

/** The versions that a scope may see: a channel's own, and public ones its workspace has asked for. */
export function visibleVersions(db: Kysely<Schema>, { workspace, channel }: Scope) {
  return db
    .selectFrom('article_versions as version')
    .innerJoin('articles as article', 'article.id', 'version.article_id')
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('article.owner_channel', '=', channel),
        exists(
          selectFrom('article_readers as reader')
            .whereRef('reader.article_id', '=', 'article.id')
            .where('reader.workspace', '=', workspace)
            .select('reader.article_id'),
        ),
      ]),
    )
    .selectAll('version');
}

export async function withSentences(
  db: Kysely<Schema>,
  row: Selectable<Schema['article_versions']>,
): Promise<StoredArticle> {
  const sentences = await db
    .selectFrom('sentences')
    .where('version_id', '=', row.id)
    .orderBy('id')
    .select(['id', 'paragraph', 'text'])
    .execute();
  return toStored(row, sentences);
}

function toStored(row: Selectable<Schema['article_versions']>, sentences: Sentence[]): StoredArticle {
  const { title, byline, site, published, language, coverage, paragraphs, address } = row;
  return {
    id: row.article_id,
    versionId: row.id,
    contentHash: row.content_hash,
    readAt: row.read_at,
    canonicalUrl: row.canonical_url,
    ...{ address, title, byline, site, published, language, coverage, paragraphs, sentences },
  };
}
