import type {
  Collection,
  DateGain,
  Embedder,
  IndexedArticle,
  Passages,
  Searched,
  SearchScope,
  Vectors,
} from '../news/passages.ts';
import { answerCandidates } from './answer.ts';
import { foldCopies } from './fold.ts';
import { answerOf, bestPassages, type Found, type Ranked, toFound, toWanted } from './found.ts';
import { fuse } from './fuse.ts';
import { findingWords, type QueryWord, sumOfWeights, toQuery } from './query.ts';
import { languageOfQuestion, type Question, readQuestion } from './question.ts';
import { matchOf } from './rank.ts';
import { gainOf, gainsByDate, RECENCY, type Recency } from './recency.ts';
import type { SearchResult } from './result.ts';
import { bestSpans } from './spans.ts';

export interface Search {
  /** Never throws for what is asked; `asOf` is when it is asked, and nothing published later is found. */
  search(question: string, scope: SearchScope, asOf: Date): Promise<SearchResult>;
  /** How much a search asked then goes through. Apart, since counting takes about as long as searching and can wait. */
  searched(scope: SearchScope, asOf: Date): Promise<Searched>;
}

export interface SearchPorts {
  passages: Passages;
  /** Finds more articles by their meaning; search stands without. */
  meaning?: { vectors: Vectors; embedder: Embedder } | null;
  recency?: Recency;
}

/** What a search indexes itself before it looks; the rest of a longer queue waits for its job. */
const CATCH_UP = 20;
const CANDIDATES = 60;
/** Candidates are found by a measure about half as large as the ranking's. */
const EARLY = 0.5;
const COMPARED = 30;
const ARTICLES = 10;
const SPANS = 3;
/** In so many of the best articles an answer is looked for. */
const ANSWERING = 6;
const MAX_LANGUAGES = 5;
const MAX_CHARS = 4000;
/** A page dated in a time zone ahead of us is not of the future. */
const DAY_MS = 86_400_000;

/**
 * Finds the stored articles and sentences that are about a question: candidates by full text, ranked by BM25F over title, lead
 * and body, with a gain for articles near the time that is asked about.
 */
export function createSearch({ passages, meaning = null, recency = RECENCY }: SearchPorts): Search {
  return {
    async search(asked, within, asOf) {
      const text = asked.slice(0, MAX_CHARS);
      const scope = scopeAt(within, asOf);
      await passages.catchUp(CATCH_UP);
      const collection = await passages.collection();
      const question = readQuestion(text, asOf.getTime());
      const words = await queryOf(passages, question, collection);
      const gains = gainsByDate(question.window, asOf, sumOfWeights(words), recency);
      const byMeaning = await nearestInMeaning(meaning, text, scope);
      const byWords = await passages.candidates({
        ...{ scope, limit: CANDIDATES },
        gains: gains.map((gain) => ({ ...gain, weight: gain.weight * EARLY })),
        words: findingWords(words),
      });
      const lexemes = [...new Set(words.flatMap((word) => word.lexemes))];
      const articles = await passages.read([...new Set([...byWords, ...byMeaning])], lexemes);
      const ranked = fuse(rank(articles, words, collection, gains), byMeaning);
      return await present(passages, question, words, ranked);
    },

    searched: (within, asOf) => passages.searched(scopeAt(within, asOf)),
  };
}

function scopeAt(scope: SearchScope, asOf: Date): SearchScope {
  return { ...scope, until: scope.until ?? new Date(asOf.getTime() + DAY_MS) };
}

async function queryOf(passages: Passages, question: Question, collection: Collection): Promise<QueryWord[]> {
  const languages = collection.languages.slice(0, MAX_LANGUAGES);
  const language = languageOfQuestion(question.text, languages);
  return toQuery(question, language, await passages.lookUp(question.words, languages), collection);
}

async function nearestInMeaning(meaning: SearchPorts['meaning'], text: string, scope: SearchScope): Promise<string[]> {
  if (!meaning || text.trim() === '') return [];
  const { vectors, embedder } = meaning;
  // Where the service can't be had the words must do.
  const [vector] = await embedder.embed([text]).catch(() => []);
  return vector ? await vectors.nearest(embedder.model, vector, scope, CANDIDATES / 2) : [];
}

/** Of equal ones the one stored later comes first, so that the order is always the same. */
function rank(articles: IndexedArticle[], words: QueryWord[], collection: Collection, gains: DateGain[]): Ranked[] {
  return articles
    .map((article) => ({ article, score: matchOf(words, article, collection) + gainOf(article.at, gains) }))
    .toSorted(
      (one, other) => other.score - one.score || Number(other.article.articleId) - Number(one.article.articleId),
    );
}

async function present(
  passages: Passages,
  question: Question,
  words: QueryWord[],
  ranked: Ranked[],
): Promise<SearchResult> {
  const found: Found[] = foldCopies(ranked.slice(0, COMPARED))
    .slice(0, ARTICLES)
    .map((one) => ({ ...one, spans: bestSpans(words, one.article, SPANS) }));
  const best = Math.max(1e-9, ...found.map(({ score }) => score));
  const candidates = found
    .slice(0, ANSWERING)
    .flatMap(({ article, score }) => answerCandidates(words, article, score / best));
  const texts = await passages.texts([
    ...found.map(toWanted),
    ...candidates.map(({ article, sentenceId }) => ({ versionId: article.versionId, sentenceIds: [sentenceId] })),
  ]);
  const articles = found.map((one) => toFound(one, texts.get(one.article.versionId), sumOfWeights(words)));
  const answer = answerOf(question, candidates, texts);
  return { articles, passages: bestPassages(articles), answer, window: question.window };
}
