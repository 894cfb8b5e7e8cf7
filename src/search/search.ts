import type { IndexedArticle, Passages, PassageText, SearchScope } from '../news/passages.ts';
import { searchWords } from '../news/search-words.ts';
import { answerCandidates, type Candidate, pickAnswer } from './answer.ts';
import { expectedOf } from './expected.ts';
import { type Folded, foldCopies } from './fold.ts';
import { findingWords, type QueryWord, sumOfWeights, toQuery } from './query.ts';
import { languageOfQuestion, type Question, readQuestion } from './question.ts';
import { matchOf } from './rank.ts';
import { gainOf, gainsByDate, RECENCY, type Recency } from './recency.ts';
import type { AnswerSentence, FoundArticle, Passage, SearchResult } from './result.ts';
import { bestSpans, type Span } from './spans.ts';

export interface Search {
  search(question: string, scope: SearchScope, asOf: Date): Promise<SearchResult>;
}

const CATCH_UP = 100;
const CANDIDATES = 100;
/** Candidates are found by a measure about half as large as the ranking's. */
const EARLY = 0.5;
const COMPARED = 30;
const ARTICLES = 10;
const PASSAGES = 3;
/** In so many of the best articles an answer is looked for. */
const ANSWERING = 6;
const MAX_LANGUAGES = 5;
/** A page dated in a time zone ahead of us is not of the future. */
const DAY_MS = 86_400_000;

interface Ranked {
  article: IndexedArticle;
  score: number;
}
interface Found extends Folded<Ranked> {
  spans: Span[];
}

/**
 * Finds the stored articles and sentences that are about a question: candidates by full text, ranked by BM25F over title, lead
 * and body, with a gain for articles near the time that is asked about.
 */
export function createSearch({ passages, recency = RECENCY }: { passages: Passages; recency?: Recency }): Search {
  return {
    async search(text, asked, asOf) {
      await passages.catchUp(CATCH_UP);
      const scope = { ...asked, until: asked.until ?? new Date(asOf.getTime() + DAY_MS) };
      const searched = passages.searched(scope);
      const collection = await passages.collection();
      const question = readQuestion(text, asOf.getTime());
      const words = await queryOf();
      const gains = gainsByDate(question.window, asOf, sumOfWeights(words), recency);
      const ids = await passages.candidates({
        ...{ scope, limit: CANDIDATES },
        gains: gains.map((gain) => ({ ...gain, weight: gain.weight * EARLY })),
        words: findingWords(words),
      });
      const articles = await passages.read(ids, [...new Set(words.flatMap(({ lexemes }) => lexemes))]);
      const ranked = rank(articles);
      const found = foldCopies(ranked.slice(0, COMPARED))
        .slice(0, ARTICLES)
        .map((one) => ({ ...one, spans: bestSpans(words, one.article, PASSAGES) }));
      const candidates = found
        .slice(0, ANSWERING)
        .flatMap(({ article, score }) => answerCandidates(words, article, score / top(found)));
      const texts = await passages.texts([
        ...found.map(toWanted),
        ...candidates.map(({ article, sentenceId }) => ({ versionId: article.versionId, sentenceIds: [sentenceId] })),
      ]);
      const results = found.map((one) => toFound(one, texts.get(one.article.versionId), sumOfWeights(words)));
      return {
        articles: results,
        passages: bestPassages(results),
        answer: answerOf(question, candidates, texts),
        window: question.window,
        searched: await searched,
      };

      async function queryOf(): Promise<QueryWord[]> {
        const languages = collection.languages.slice(0, MAX_LANGUAGES);
        const language = languageOfQuestion(text, languages);
        return toQuery(question, language, await passages.lookUp(question.words, languages), collection);
      }

      function rank(all: IndexedArticle[]): Ranked[] {
        return all
          .map((article) => ({ article, score: matchOf(words, article, collection) + gainOf(article.at, gains) }))
          .toSorted(byScore);
      }
    },
  };
}

function top(found: Found[]): number {
  return Math.max(1e-9, found[0]?.score ?? 0);
}

function answerOf(question: Question, candidates: Candidate[], texts: Map<string, PassageText>): AnswerSentence | null {
  const read = candidates.map((one) => ({
    ...one,
    text: texts.get(one.article.versionId)?.sentences.get(one.sentenceId) ?? '',
  }));
  const asked = new Set(searchWords(question.text).map((word) => word.toLowerCase()));
  const best = pickAnswer(read, expectedOf(question.text), asked);
  if (!best) return null;
  const { articleId, versionId } = best.article;
  return { articleId, articleVersionId: versionId, sentenceId: best.sentenceId, text: best.text };
}

/** Of equal ones the one stored later, so that the order is always the same. */
function byScore(one: Ranked, other: Ranked): number {
  return other.score - one.score || Number(other.article.articleId) - Number(one.article.articleId);
}

function toWanted({ article, spans }: Found): { versionId: string; sentenceIds: number[] } {
  return { versionId: article.versionId, sentenceIds: spans.flatMap((span) => span.sentenceIds) };
}

function toFound({ article, score, spans, copies }: Found, text: PassageText | undefined, all: number): FoundArticle {
  const { title = null, address = null, site = null, published = null } = text ?? {};
  const ids = { articleId: article.articleId, articleVersionId: article.versionId };
  return {
    ...ids,
    ...{ title, address, site, published, score },
    at: article.at,
    copies: copies.map((copy) => copy.article.articleId),
    passages: spans.map(({ sentenceIds, weight }) => ({
      ...ids,
      sentenceIds,
      text: sentenceIds.map((id) => text?.sentences.get(id) ?? '').join(' '),
      coverage: weight / Math.max(1e-9, all),
    })),
  };
}

/** An article's rank counts as much as what stands in the passage itself. */
function bestPassages(articles: FoundArticle[]): Passage[] {
  const top = Math.max(1e-9, articles[0]?.score ?? 0);
  return articles
    .flatMap(({ passages, score }) => passages.map((passage) => ({ passage, worth: score / top + passage.coverage })))
    .toSorted((one, other) => other.worth - one.worth)
    .slice(0, PASSAGES)
    .map(({ passage }) => passage);
}
