import { addressesReader } from '../news/addressed.ts';
import type { SearchScope } from '../news/passages.ts';
import type { AnswerClaim } from '../news/question.ts';
import type { AnswerSentence, SearchResult } from '../search/result.ts';
import type { Search } from '../search/search.ts';
import { findChanges, subjectOfChanges } from './answer-changes.ts';
import { mayAnswer } from './answer-fit.ts';
import type { Found } from './answer-material.ts';
import { newestFirst } from './answer-order.ts';

/** Beside the best answer so many others are looked for, each in another article. */
const OTHERS = 2;
/** What fits the question less than this, as a share of the best, is about something else. */
const LEAST_SHARE = 0.6;

/** The sentences that answer a question, one of an article, as they stand there; none where none does. */
export async function quoteAnswers(
  asked: string,
  { answer, articles }: SearchResult,
  { found, within, asOf }: { found: readonly Found[]; within: SearchScope; asOf: Date },
  search: Search,
): Promise<AnswerClaim[]> {
  const subject = subjectOfChanges(asked);
  if (subject !== null) return await quoteChanges(subject, { found, within, asOf }, search);
  if (!answer) return [];
  const best = articles[0]?.score ?? 0;
  const others = articles
    .filter(({ articleId, score }) => articleId !== answer.articleId && score >= best * LEAST_SHARE)
    .slice(0, OTHERS);
  const sentences: AnswerSentence[] = [answer];
  for (const { articleId } of others) {
    const one = (await search.search(asked, { ...within, articleId }, asOf)).answer;
    if (one) sentences.push(one);
  }
  const fitting = sentences.filter((sentence) => isFit(sentence, asked, found));
  return newestFirst(fitting.map(toClaim), found);
}

async function quoteChanges(
  subject: string,
  { found, within, asOf }: { found: readonly Found[]; within: SearchScope; asOf: Date },
  search: Search,
): Promise<AnswerClaim[]> {
  const changes = (await findChanges(subject, within, asOf, search)).flatMap((change) => {
    const article = found.find((one) => one.article.versionId === change.articleVersionId)?.article;
    const text = article?.sentences.find(({ id }) => id === change.sentenceId)?.text;
    return text === undefined || addressesReader(text) ? [] : [{ ...change, text }];
  });
  return newestFirst(changes.map(toClaim), found);
}

function isFit({ text, articleVersionId }: AnswerSentence, asked: string, found: readonly Found[]): boolean {
  const article = found.find((one) => one.article.versionId === articleVersionId)?.article;
  if (!article || addressesReader(text)) return false;
  return mayAnswer(asked, text, [article.title ?? '', ...article.paragraphs].join('\n'));
}

function toClaim({ text, articleVersionId, sentenceId }: AnswerSentence): AnswerClaim {
  return { text, origin: 'quoted', citations: [{ versionId: articleVersionId, sentenceIds: [sentenceId] }] };
}
