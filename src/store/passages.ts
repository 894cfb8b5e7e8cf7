import { type Kysely, sql } from 'kysely';
import type { CandidateQuery, Collection, IndexedArticle, Passages, SearchScope } from '../news/passages.ts';
import { quoteLexeme } from './passages-document.ts';
import { indexPending } from './passages-index.ts';
import { unpackPlaces } from './passages-places.ts';
import { stemWords } from './passages-stem.ts';
import { passageTexts } from './passages-texts.ts';
import type { Schema } from './schema.ts';

export function createPassages(db: Kysely<Schema>): Passages {
  return {
    catchUp: (max) => indexPending(db, max),

    async searched(scope) {
      return await inScope(db, scope)
        .select(({ fn }) => [
          fn.countAll<number>().$castTo<string>().as('articles'),
          fn.min('indexed.at').as('oldest'),
          fn.max('indexed.at').as('newest'),
        ])
        .executeTakeFirstOrThrow()
        .then(({ articles, ...dates }) => ({ articles: Number(articles), ...dates }));
    },

    collection: () => collectionOf(db),

    async lookUp(words, languages) {
      const stems = await stemWords(db, words, languages);
      const counts = await termCounts(db, [...new Set(stems.map(({ lexeme }) => lexeme))]);
      return stems.map((stem) => ({ ...stem, articles: counts.get(stem.lexeme) ?? 0 }));
    },

    candidates: (query) => candidates(db, query),
    read: (articleIds, lexemes) => readIndexed(db, articleIds, lexemes),
    texts: (wanted) => passageTexts(db, wanted),
  };
}

/** The indexed articles a scope may see: decision 0003, and the bounds the question came with. */
function inScope(db: Kysely<Schema>, scope: SearchScope) {
  const { workspace, channel, articleId, site, since, until } = scope;
  let query = db
    .selectFrom('search_articles as indexed')
    .innerJoin('articles as article', 'article.id', 'indexed.article_id')
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('article.owner_channel', '=', channel),
        eb(
          'article.id',
          'in',
          selectFrom('article_readers as reader').where('reader.workspace', '=', workspace).select('reader.article_id'),
        ),
      ]),
    );
  if (articleId !== undefined) query = query.where('indexed.article_id', '=', articleId);
  if (site !== undefined) query = query.where('indexed.host', '=', site);
  if (since !== undefined) query = query.where('indexed.at', '>=', since);
  if (until !== undefined) query = query.where('indexed.at', '<=', until);
  return query;
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

/** Each word's matches come from the GIN index alone; the terms themselves are not read here. */
async function candidates(db: Kysely<Schema>, { words, scope, gains, limit }: CandidateQuery): Promise<string[]> {
  if (words.length === 0) return [];
  const matches = words.map(
    ({ lexemes, weight }) =>
      sql`select article_id, ${weight}::real as weight from search_articles
        where terms @@ ${lexemes.map(quoteLexeme).join(' | ')}::tsquery`,
  );
  const byDate = gains.map(
    ({ from, to, weight, days }) => sql`${weight}::real * exp(-least(100, greatest(0, extract(epoch from indexed.at
      - ${to}::timestamptz), extract(epoch from ${from}::timestamptz - indexed.at)) / 86400 / ${days}::real))`,
  );
  const { rows } = await sql<{ article_id: string }>`
    select matched.article_id
    from (select article_id, sum(weight) as weight from (${sql.join(matches, sql` union all `)}) as each group by article_id)
      as matched
    join (${inScope(db, scope).select(['indexed.article_id', 'indexed.at'])}) as indexed
      on indexed.article_id = matched.article_id
    order by matched.weight + ${sql.join(byDate, sql` + `)} desc, indexed.article_id desc
    limit ${limit}`.execute(db);
  return rows.map((row) => row.article_id);
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
