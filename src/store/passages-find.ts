import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { CandidateQuery, DateGain, Searched, SearchScope } from '../news/passages.ts';
import type { Scope } from '../news/ports.ts';
import { quoteLexeme } from './passages-document.ts';
import type { Schema } from './schema.ts';

/**
 * Each word's matches come from the GIN index; the terms themselves are not read. Who may see an article is asked last, in the
 * order of the ranking and only until there are enough, since that costs more than the rest.
 */
export async function findCandidates(
  db: Kysely<Schema>,
  { words, scope, gains, limit }: CandidateQuery,
): Promise<string[]> {
  if (words.length === 0) return [];
  const matches = words.map(
    ({ lexemes, weight }) =>
      sql`select article_id, owner_channel, at, ${weight}::float8 as weight from search_articles
        where terms @@ ${lexemes.map(quoteLexeme).join(' | ')}::tsquery and ${isWithin(scope)}`,
  );
  const { rows } = await sql<{ article_id: string }>`
    select article_id from (
      select article_id, owner_channel, sum(weight) + ${sql.join(gains.map(gainOf), sql` + `)} as score
      from (${sql.join(matches, sql` union all `)}) as match
      group by article_id, owner_channel, at
      order by score desc, article_id desc
      offset 0
    ) as indexed
    where ${isVisible(scope)}
    limit ${limit}`.execute(db);
  return rows.map((row) => row.article_id);
}

export async function searched(db: Kysely<Schema>, scope: SearchScope): Promise<Searched> {
  const { rows } = await sql<{ articles: string; oldest: Date | null; newest: Date | null }>`
    select count(*) as articles, min(at) as oldest, max(at) as newest from search_articles as indexed
    where ${isWithin(scope)} and (owner_channel = ${scope.channel} or article_id in
      (select article_id from article_readers where workspace = ${scope.workspace}))`.execute(db);
  const { articles = '0', oldest = null, newest = null } = rows[0] ?? {};
  return { articles: Number(articles), oldest, newest };
}

/** Decision 0003: a channel's own articles, and public ones its workspace has asked for. */
export function isVisible({ workspace, channel }: Scope): RawBuilder<unknown> {
  // A scalar, since the planner would answer an "exists" by reading all that the workspace has ever asked for.
  return sql`(indexed.owner_channel = ${channel} or coalesce((select true from article_readers as reader
    where reader.article_id = indexed.article_id and reader.workspace = ${workspace} limit 1), false))`;
}

/** The bounds the question came with. */
export function isWithin({ articleId, sourceId, site, since, until }: SearchScope): RawBuilder<unknown> {
  const bounds = [sql`true`];
  if (articleId !== undefined) bounds.push(sql`article_id = ${articleId}`);
  if (sourceId !== undefined) {
    bounds.push(sql`article_id in (select version.article_id from items
      join article_versions as version on version.id = items.version_id where items.source_id = ${sourceId})`);
  }
  if (site !== undefined) bounds.push(sql`host = ${site}`);
  if (since !== undefined) bounds.push(sql`at >= ${since}`);
  if (until !== undefined) bounds.push(sql`at <= ${until}`);
  return sql.join(bounds, sql` and `);
}

function gainOf({ from, to, weight, days }: DateGain): RawBuilder<unknown> {
  const apart = sql`greatest(0, date_part('epoch', at - ${to}::timestamptz), date_part('epoch', ${from}::timestamptz - at))`;
  return sql`${weight}::float8 * exp(-least(100, ${apart} / 86400 / ${days}::float8))`;
}
