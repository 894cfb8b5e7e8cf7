import type { Database } from '../src/store/database.ts';
import { rememberScope } from '../src/store/scope.ts';
import { SCOPE, toArticle } from './doors/search.ts';

export interface BenchArticle {
  id: number;
  url: string;
  title: string;
  text: string;
  date: string;
}

const DAY_MS = 86_400_000;
const BATCH = 200;

/** As many articles as asked for: the given ones, then the same again and again with other names and earlier dates. */
export function repeatArticles(articles: BenchArticle[], count: number): BenchArticle[] {
  return Array.from({ length: count }, (_, index) => {
    const article = articles[index % articles.length];
    if (!article) throw new Error('there are no articles to repeat');
    const round = Math.floor(index / articles.length);
    return round === 0 ? article : renamed(article, round);
  });
}

/** Two of three capitalized words become other words, alike throughout a round; the dates lie 45 days earlier each time. */
function renamed(article: BenchArticle, round: number): BenchArticle {
  const rename = (text: string) =>
    text.replace(/\p{Lu}\p{Ll}{3,}/gu, (word) => {
      const sum = [...word].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, round);
      return sum % 3 === 0 ? word : `${word}${'aeiou'[sum % 5]}${'lmnrst'[round % 6]}${round > 5 ? 'o' : 'i'}`;
    });
  return {
    id: article.id + round * 1_000_000,
    url: `${article.url}?round=${round}`,
    title: rename(article.title),
    text: rename(article.text),
    date: new Date(Date.parse(article.date) - round * 45 * DAY_MS).toISOString().slice(0, 10),
  };
}

/** Stores articles in bulk, as saving each one would. Answers their numbers by article id. */
export async function storeArticles({ db }: Database, articles: BenchArticle[]): Promise<Map<string, number>> {
  const numbers = new Map<string, number>();
  await rememberScope(db, SCOPE);
  for (let start = 0; start < articles.length; start += BATCH) {
    const batch = articles.slice(start, start + BATCH).map((given) => ({ given, article: toArticle(given) }));
    const ids = await db
      .insertInto('articles')
      .values(batch.map(({ given }) => ({ identity: `${given.url}#${given.id}` })))
      .returning('id')
      .execute();
    const rows = batch.map((one, index) => ({ ...one, articleId: ids[index]?.id ?? '' }));
    for (const { articleId, given } of rows) numbers.set(articleId, given.id);
    await db
      .insertInto('article_readers')
      .values(rows.map(({ articleId }) => ({ article_id: articleId, ...SCOPE, read_at: new Date() })))
      .execute();
    const versions = await db
      .insertInto('article_versions')
      .values(
        rows.map(({ articleId, article }) => ({
          article_id: articleId,
          content_hash: articleId,
          address: article.address,
          canonical_url: article.canonicalUrl,
          title: article.title,
          byline: null,
          site: null,
          published: article.published,
          language: article.language,
          coverage: JSON.stringify(article.coverage),
          paragraphs: JSON.stringify(article.paragraphs),
          read_at: new Date(),
        })),
      )
      .returning('id')
      .execute();
    const sentences = rows.flatMap(({ article }, index) =>
      article.sentences.map((sentence) => ({ version_id: versions[index]?.id ?? '', ...sentence })),
    );
    for (let from = 0; from < sentences.length; from += 10_000) {
      await db
        .insertInto('sentences')
        .values(sentences.slice(from, from + 10_000))
        .execute();
    }
  }
  return numbers;
}
