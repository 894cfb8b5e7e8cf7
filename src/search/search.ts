import type { IndexedArticle, Passages, Searched, SearchScope } from '../news/passages.ts';
import { foldCopies } from './fold.ts';
import { type Question, readQuestion } from './question.ts';
import { bm25, idfOf, type QueryWord } from './rank.ts';
import { bestSpans, type Span } from './spans.ts';
import type { TimeWindow } from './window.ts';

export interface Passage {
  articleId: string;
  articleVersionId: string;
  sentenceIds: number[];
  text: string;
  score: number;
}

export interface FoundArticle {
  articleId: string;
  articleVersionId: string;
  title: string | null;
  address: string | null;
  site: string | null;
  published: string | null;
  at: Date;
  score: number;
  /** Best first. */
  passages: Passage[];
  /** Ids of articles that tell the same text. */
  copies: string[];
}

export interface SearchResult {
  articles: FoundArticle[];
  /** The best of all articles, best first. */
  passages: Passage[];
  window: TimeWindow | null;
  searched: Searched;
}

export interface Search {
  search(question: string, scope: SearchScope, asOf: Date): Promise<SearchResult>;
}

export interface SearchTuning {
  recency: number;
  recencyDays: number;
  span: number;
}

const TUNING: SearchTuning = { recency: 0.35, recencyDays: 14, span: 0.3 };
const CATCH_UP = 100;
const CANDIDATES = 200;
const READ_WHOLE = 30;
const ARTICLES = 10;
const MAX_TERMS = 16;
/** A word in more of the articles than this finds nothing by itself, but still counts in the ranking. */
const COMMON = 0.1;
const DAY_MS = 86_400_000;

interface Ranked {
  article: IndexedArticle;
  score: number;
  spans: Span[];
}

export function createSearch({ passages, tuning = TUNING }: { passages: Passages; tuning?: SearchTuning }): Search {
  return {
    async search(text, scope, asOf) {
      await passages.catchUp(CATCH_UP);
      const question = readQuestion(text, asOf.getTime());
      const { terms, totals } = await passages.lookUp(question.words, 'en');
      const words = toQueryWords(terms, totals.articles);
      const bounded = { ...scope, until: scope.until ?? new Date(asOf.getTime() + DAY_MS) };
      const ids = await passages.candidates({
        scope: bounded,
        weights: findingWords(words, terms, totals.articles),
        recency: tuning.recency * sum(words),
        recencyDays: tuning.recencyDays,
        asOf,
        window: windowDates(question.window),
        limit: CANDIDATES,
      });
      const indexed = await passages.read(ids, [...new Set(words.flatMap(({ lexemes }) => lexemes))]);
      const ranked = rank(indexed);
      const folded = foldCopies(ranked.slice(0, READ_WHOLE)).slice(0, ARTICLES);
      const texts = await passages.texts(
        folded.map(({ article, spans }) => ({
          versionId: article.versionId,
          sentenceIds: spans.flatMap((span) => span.sentenceIds),
        })),
      );
      const articles = folded.map(({ article, score, spans, copies }): FoundArticle => {
        const found = texts.get(article.versionId);
        return {
          articleId: article.articleId,
          articleVersionId: article.versionId,
          title: found?.title ?? null,
          address: found?.address ?? null,
          site: found?.site ?? null,
          published: found?.published ?? null,
          at: article.at,
          score,
          copies: copies.map(({ articleId }) => articleId),
          passages: spans.map((span) => ({
            articleId: article.articleId,
            articleVersionId: article.versionId,
            sentenceIds: span.sentenceIds,
            text: span.sentenceIds.map((id) => found?.sentences.get(id) ?? '').join(' '),
            score: score * span.weight,
          })),
        };
      });
      return {
        articles,
        passages: articles
          .flatMap((article) => article.passages)
          .toSorted((a, b) => b.score - a.score)
          .slice(0, 3),
        window: question.window,
        searched: await passages.searched(bounded),
      };

      function rank(articles: IndexedArticle[]): Ranked[] {
        const all = sum(words);
        return articles
          .map((article) => {
            const spans = bestSpans(words, article, 3);
            const base = bm25(words, article, totals) + tuning.span * (spans[0]?.weight ?? 0);
            return { article, spans, score: base + tuning.recency * all * prior(article, question, asOf) };
          })
          .toSorted((a, b) => b.score - a.score || Number(b.article.articleId) - Number(a.article.articleId));
      }

      function prior(article: IndexedArticle, { window }: Question, now: Date): number {
        const at = article.at.getTime();
        if (window && at >= window.from && at <= window.to) return 1;
        const days = Math.max(0, (now.getTime() - at) / DAY_MS);
        return Math.exp(-days / tuning.recencyDays);
      }
    },
  };
}

function windowDates(window: TimeWindow | null) {
  return window && { from: new Date(window.from), to: new Date(window.to) };
}

function toQueryWords(terms: { word: string; lexeme: string; articles: number }[], all: number): QueryWord[] {
  return [...new Map(terms.map((term) => [term.lexeme, term])).values()].map(({ lexeme, articles }) => ({
    lexemes: [lexeme],
    idf: idfOf(articles, all),
  }));
}

function findingWords(words: QueryWord[], terms: { lexeme: string; articles: number }[], all: number) {
  const counts = new Map(terms.map(({ lexeme, articles }) => [lexeme, articles]));
  const known = words
    .map(({ lexemes: [lexeme = ''], idf }) => ({ lexeme, weight: idf, articles: counts.get(lexeme) ?? 0 }))
    .filter(({ articles }) => articles > 0)
    .toSorted((a, b) => a.articles - b.articles);
  const rare = known.filter(({ articles }) => articles <= Math.max(50, all * COMMON));
  return (rare.length > 0 ? rare : known.slice(0, 3)).slice(0, MAX_TERMS);
}

function sum(words: QueryWord[]): number {
  return words.reduce((total, { idf }) => total + idf, 0);
}
