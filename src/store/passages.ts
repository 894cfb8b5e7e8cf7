import type { Kysely } from 'kysely';
import type { Collection, IndexedArticle, Passages } from '../news/passages.ts';
import { findCandidates, searched } from './passages-find.ts';
import { indexPending } from './passages-index.ts';
import { unpackPlaces } from './passages-places.ts';
import { stemWords } from './passages-stem.ts';
import { passageTexts } from './passages-texts.ts';
import type { Schema } from './schema.ts';

export function createPassages(db: Kysely<Schema>): Passages {
  return {
    catchUp: (max) => indexPending(db, max),

    searched: (scope) => searched(db, scope),
    collection: () => collectionOf(db),

    async lookUp(words, languages) {
      const stems = await stemWords(db, words, languages);
      const counts = await termCounts(db, [...new Set(stems.map(({ lexeme }) => lexeme))]);
      return stems.map((stem) => ({ ...stem, articles: counts.get(stem.lexeme) ?? 0 }));
    },

    candidates: (query) => findCandidates(db, query),
    read: (articleIds, lexemes) => readIndexed(db, articleIds, lexemes),
    texts: (wanted) => passageTexts(db, wanted),
  };
}

async function termCounts(db: Kysely<Schema>, lexemes: string[]): Promise<Map<string, number>> {
  if (lexemes.length === 0) return new Map();
  const rows = await db.selectFrom('search_terms').where('lexeme', 'in', lexemes).selectAll().execute();
  return new Map(rows.map(({ lexeme, articles }) => [lexeme, articles]));
}

async function collectionOf(db: Kysely<Schema>): Promise<Collection> {
  const rows = await db.selectFrom('search_totals').where('articles', '>', '0').selectAll().execute();
  const total = (key: 'articles' | 'title_words' | 'words') => rows.reduce((sum, row) => sum + Number(row[key]), 0);
  const articles = total('articles');
  return {
    articles,
    meanTitleWords: total('title_words') / Math.max(1, articles),
    meanWords: total('words') / Math.max(1, articles),
    languages: rows
      .toSorted((one, other) => Number(other.articles) - Number(one.articles))
      .map(({ language }) => language || null),
  };
}

async function readIndexed(db: Kysely<Schema>, articleIds: string[], lexemes: string[]): Promise<IndexedArticle[]> {
  if (articleIds.length === 0) return [];
  const rows = await db
    .selectFrom('search_articles')
    .where('article_id', 'in', articleIds)
    .select(['article_id', 'version_id', 'at', 'language', 'title_words', 'lead_words', 'words', 'places'])
    .execute();
  return rows.map((row) => ({
    articleId: row.article_id,
    versionId: row.version_id,
    at: row.at,
    language: row.language,
    titleWords: row.title_words,
    leadEnd: row.title_words + row.lead_words,
    words: row.words,
    ...unpackPlaces(row.places, lexemes),
  }));
}
