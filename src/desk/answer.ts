import { isModelError, ModelDown, ModelRefused, OverBudget } from '../errors.ts';
import type { Searched, SearchScope } from '../news/passages.ts';
import type { Articles, Clock, Model, Scope } from '../news/ports.ts';
import type { Answer, Questions } from '../news/question.ts';
import type { Because } from '../news/summary.ts';
import type { Chosen, Models } from '../news/usage.ts';
import type { SearchResult } from '../search/result.ts';
import type { Search } from '../search/search.ts';
import { writeClaims } from './answer-claims.ts';
import type { Found } from './answer-material.ts';
import { differ, isByDate, newestFirst } from './answer-order.ts';
import { quoteAnswers } from './answer-quotes.ts';
import type { AnswerWriter } from './answer-writer.ts';
import type { Bounds } from './question-bounds.ts';

export interface QuestionRequest {
  question: string;
  bounds: Bounds;
  scope: Scope;
  /** The conversation it was asked in; null = it starts one. */
  thread: string | null;
  /** Who asked: their ref. */
  asker: string;
  /** The ref of the reply that answers it. */
  reply: string;
}

export interface AnswerPorts {
  articles: Articles;
  questions: Questions;
  search: Search;
  answers: AnswerWriter;
  models: Pick<Models, 'for'>;
  clock: Clock;
}

/** What a question came to. */
export interface Answered {
  id: string;
  question: string;
  answer: Answer;
  /** The best articles that were found, read whole. */
  found: Found[];
  searched: Searched;
  /** Whether the articles that are cited tell it differently. */
  isDisputed: boolean;
  /** Whether the statements stand by date, the newest first. */
  isByDate: boolean;
}

export type OnAnswerStep = (step: 'searching' | 'writing' | 'checking') => Promise<void>;

/** How many articles an answer may rest on. */
const ARTICLES = 6;
/** Of the earlier questions of a conversation so many are looked at. */
const TURNS = 4;

/**
 * The answer to a question out of what the channel may see, each statement with the sentences it rests on; none where they do not
 * hold it. `modelWasDown` says that the answer is a stand-in and worth another try later.
 */
export async function answerQuestion(
  request: QuestionRequest,
  ports: AnswerPorts,
  onStep: OnAnswerStep,
): Promise<{ answered: Answered; modelWasDown: boolean }> {
  await onStep('searching');
  const { scope, thread, question, reply, asker } = request;
  const chosen = await ports.models.for(scope);
  const asked = await completeQuestion(request, chosen.model, ports);
  const asOf = new Date(ports.clock());
  const within = withBounds(scope, request.bounds);
  const result = await ports.search.search(asked, within, asOf);
  const searched = await ports.search.searched(within, asOf);
  const found = await readFound(result, scope, ports);
  const { because, ...written } = await write(asked, result, { found, within, asOf, chosen }, ports, onStep);
  const isDisputed = differ(written.claims, found);
  const byDate = isDisputed || isByDate(asked);
  const claims = byDate ? newestFirst(written.claims, found) : written.claims;
  const answer: Answer = { asked, ...written, claims };
  const id = await ports.questions.save({ reply, scope, thread, asker, text: question, answer }, asOf);
  return {
    answered: { id, question, answer, found, searched, isDisputed, isByDate: byDate },
    modelWasDown: because === 'model-down',
  };
}

async function completeQuestion(
  { question, thread, scope, reply }: QuestionRequest,
  model: Model | null,
  ports: AnswerPorts,
) {
  if (thread === null) return question;
  const earlier = (await ports.questions.earlier(thread, scope, TURNS + 1)).filter((one) => one.reply !== reply);
  const turns = earlier.slice(-TURNS).map(({ answer }) => ({
    question: answer.asked,
    statements: answer.claims.map(({ text }) => text),
  }));
  return await ports.answers.complete(question, turns, model);
}

function withBounds(scope: Scope, { articleId, sourceId, site, since }: Bounds): SearchScope {
  return {
    ...scope,
    ...(articleId === null ? {} : { articleId }),
    ...(sourceId === null ? {} : { sourceId }),
    ...(site === null ? {} : { site }),
    ...(since === null ? {} : { since: new Date(since) }),
  };
}

/** Read under the asking scope once more: what it may not see is not there. */
async function readFound(result: SearchResult, scope: Scope, { articles }: AnswerPorts): Promise<Found[]> {
  const read: Found[] = [];
  for (const { articleVersionId, passages, at } of result.articles.slice(0, ARTICLES)) {
    const article = await articles.findVersion(articleVersionId, scope);
    const sentenceIds = new Set(passages.flatMap((passage) => passage.sentenceIds));
    if (article) read.push({ article, sentenceIds, at });
  }
  return read;
}

interface Looked {
  found: readonly Found[];
  within: SearchScope;
  asOf: Date;
  chosen: Chosen;
}

async function write(
  asked: string,
  result: SearchResult,
  looked: Looked,
  ports: AnswerPorts,
  onStep: OnAnswerStep,
): Promise<Omit<Answer, 'asked'> & { because: Because | null }> {
  const { chosen } = looked;
  if (!chosen.model) return await quote(asked, result, looked, chosen.because, ports);
  const { model } = chosen;
  const nothing = { claims: [], leftOut: 0, repaired: 0, writer: { kind: 'model' as const, model: model.name } };
  if (looked.found.length === 0) return { ...nothing, because: null };
  await onStep('writing');
  try {
    const written = await writeClaims(asked, { ...looked, model }, ports, onStep);
    if (!written) return { ...nothing, because: null };
    if (written.claims.length === 0) return await quote(asked, result, looked, 'nothing-held', ports);
    return { ...nothing, ...written, because: null };
  } catch (error) {
    if (!isModelError(error)) throw error;
    return await quote(asked, result, looked, becauseOf(error), ports);
  }
}

function becauseOf(error: unknown): Because {
  if (error instanceof ModelDown) return 'model-down';
  if (error instanceof OverBudget) return 'over-budget';
  return error instanceof ModelRefused ? 'model-refused' : 'nothing-held';
}

async function quote(
  asked: string,
  result: SearchResult,
  { found, within, asOf }: Looked,
  because: Because,
  { search }: AnswerPorts,
): Promise<Omit<Answer, 'asked'> & { because: Because }> {
  const claims = await quoteAnswers(asked, result, { found, within, asOf }, search);
  return { claims, leftOut: 0, repaired: 0, writer: { kind: 'extractive', because }, because };
}
