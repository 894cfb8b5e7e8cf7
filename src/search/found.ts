import type { IndexedArticle, PassageText } from '../news/passages.ts';
import { searchWords } from '../news/search-words.ts';
import { type Candidate, pickAnswer } from './answer.ts';
import { expectedOf } from './expected.ts';
import type { Folded } from './fold.ts';
import type { Question } from './question.ts';
import type { AnswerSentence, FoundArticle, Passage } from './result.ts';
import type { Span } from './spans.ts';

const PASSAGES = 3;

export interface Ranked {
  article: IndexedArticle;
  score: number;
}

export interface Found extends Folded<Ranked> {
  spans: Span[];
}

/** The sentence that answers, of those in question. */
export function answerOf(
  question: Question,
  candidates: Candidate[],
  texts: Map<string, PassageText>,
): AnswerSentence | null {
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

/** The sentences of a found article whose text is wanted. */
export function toWanted({ article, spans }: Found): { versionId: string; sentenceIds: number[] } {
  return { versionId: article.versionId, sentenceIds: spans.flatMap((span) => span.sentenceIds) };
}

export function toFound(
  { article, score, spans, copies }: Found,
  text: PassageText | undefined,
  all: number,
): FoundArticle {
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

/** How good the article is counts half as much as what stands in the passage itself. */
export function bestPassages(articles: FoundArticle[]): Passage[] {
  const top = Math.max(1e-9, articles[0]?.score ?? 0);
  return articles
    .flatMap(({ passages, score }) =>
      passages.map((passage) => ({ passage, worth: score / top / 2 + passage.coverage })),
    )
    .toSorted((one, other) => other.worth - one.worth)
    .slice(0, PASSAGES)
    .map(({ passage }) => passage);
}
