import { type Kysely, sql } from 'kysely';
import type { CandidateQuery, CollectionTotals, IndexedArticle, Passages, SearchScope } from '../news/passages.ts';
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

    async lookUp(words, language) {
      const lexemes = await stemWords(db, words, language);
      const known = await termCounts(db, [...new Set(lexemes.values())]);
      const terms = [...lexemes].map(([word, lexeme]) => ({ word, lexeme, articles: known.get(lexeme) ?? 0 }));
      return { terms, totals: await totalsOf(db) };
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

async function totalsOf(db: Kysely<Schema>): Promise<CollectionTotals> {
  const totals = await db.selectFrom('search_totals').selectAll().executeTakeFirstOrThrow();
  const articles = Math.max(1, Number(totals.articles));
  return {
    articles: Number(totals.articles),
    meanTitleWords: Number(totals.title_words) / articles,
    meanWords: Number(totals.words) / articles,
  };
}

/** Each term's matches come from the GIN index alone; the terms themselves are not read here. */
async function candidates(db: Kysely<Schema>, query: CandidateQuery): Promise<string[]> {
  const { weights, scope, asOf, window, recency, recencyDays, limit } = query;
  if (weights.length === 0) return [];
  const matches = weights.map(
    ({ lexeme, weight }) =>
      sql`select article_id, ${weight}::real as weight from search_articles
        where terms @@ ${quoteLexeme(lexeme)}::tsquery`,
  );
  const named = window
    ? sql`case when indexed.at between ${window.from} and ${window.to} then ${recency}::real else 0 end`
    : sql`0`;
  const days = sql`greatest(0, extract(epoch from ${asOf}::timestamptz - indexed.at) / 86400)`;
  const visible = inScope(db, scope).select(['indexed.article_id', 'indexed.at']);
  const { rows } = await sql<{ article_id: string }>`
    select matched.article_id
    from (select article_id, sum(weight) as weight from (${sql.join(matches, sql` union all `)}) as each group by article_id)
      as matched
    join (${visible}) as indexed on indexed.article_id = matched.article_id
    order by matched.weight
      + greatest(${recency}::real * exp(-least(100, ${days} / ${recencyDays}::real)), ${named}) desc, indexed.article_id desc
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
