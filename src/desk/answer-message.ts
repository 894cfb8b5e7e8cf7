import type { Block, Message } from '../chat/message.ts';
import type { Searched } from '../news/passages.ts';
import type { AnswerClaim } from '../news/question.ts';
import type { Answered } from './answer.ts';
import type { Found } from './answer-material.ts';
import { dateOf } from './answer-order.ts';
import { type Work, writerLine } from './writer-line.ts';

const WORK: Work = { name: 'answer', from: 'articles', task: 'answer this' };

const MAX_HEADING = 200;
/** How many articles are named where none answers. */
const NEAREST = 3;

/** The answer, each statement with the numbers of its articles; then these, and in small print what was searched and by whom it was written. */
export function renderAnswer(answered: Answered, options: { willRetry?: boolean } = {}): Message {
  const { id, question, answer } = answered;
  const isAnswered = answer.claims.length > 0;
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: shortened(question), url: null },
      ...(isAnswered ? answerBlocks(answered) : nothingBlocks(answered)),
      ...notesOf(answered, options.willRetry ?? false).map((text): Block => ({ kind: 'note', text })),
    ],
    buttons: isAnswered ? [{ label: 'Evidence', command: 'proof', options: { answer: id } }] : [],
  };
}

function answerBlocks({ answer: { claims }, found, isByDate }: Answered): Block[] {
  const cited = citedIn(claims, found);
  const items = claims.map((claim) => ({
    ...wordsOf(claim, isByDate ? `${dayOf(dateOf(claim, found))}: ` : ''),
    marks: cited.flatMap(({ article }, at) => (restsOn(claim, article.versionId) ? [at + 1] : [])),
  }));
  return [
    { kind: 'claims', items },
    { kind: 'sources', items: cited.map(toSource) },
  ];
}

/** A date before a quotation is ours, so that its marks stand after that. */
function wordsOf({ text, origin }: AnswerClaim, date: string): { text: string; quoted: boolean } {
  const quoted = origin === 'quoted';
  return date === '' || !quoted ? { text: date + text, quoted } : { text: `${date}“${text}”`, quoted: false };
}

/** The articles that statements rest on, each once, in the order of the statements. */
function citedIn(claims: readonly AnswerClaim[], found: readonly Found[]): Found[] {
  const ids = new Set(claims.flatMap(({ citations }) => citations.map(({ versionId }) => versionId)));
  return [...ids].flatMap((id) => found.find(({ article }) => article.versionId === id) ?? []);
}

function restsOn({ citations }: AnswerClaim, id: string): boolean {
  return citations.some(({ versionId }) => versionId === id);
}

function nothingBlocks({ found, searched }: Answered): Block[] {
  const text = 'This is not in what I have read.';
  if (searched.articles === 0) return [{ kind: 'text', text: `${text} ${EMPTY}` }];
  if (found.length === 0) return [{ kind: 'text', text: `${text} No article comes near it.` }];
  return [
    { kind: 'text', text: `${text} Nearest to it:` },
    { kind: 'sources', items: found.slice(0, NEAREST).map(toSource) },
  ];
}

const EMPTY =
  'Nothing was read here that fits: give me an article with /summarize, or follow a source with /source add.';

function toSource({ article, at }: Found, index: number) {
  const { title, site, published, canonicalUrl, address } = article;
  const day = dayOf(at);
  const url = canonicalUrl ?? address;
  return {
    id: index + 1,
    text: title ?? (address === null ? 'Pasted text' : 'Without a title'),
    site: site ?? URL.parse(url ?? '')?.hostname ?? null,
    date: published === null ? `read ${day}` : day,
    url,
  };
}

function notesOf({ question, answer, searched, isDisputed }: Answered, willRetry: boolean): string[] {
  const { asked, writer, leftOut, repaired } = answer;
  const isOfModel = writer.kind === 'model';
  const notes = [
    asked === question ? null : `Understood as: ${shortened(asked)}`,
    isDisputed ? 'The reports differ: the newest comes first.' : null,
    answer.claims.length > 0 ? writerLine(writer, willRetry, WORK) : null,
    isOfModel && repaired > 0 ? `${countOf(repaired)} corrected after checking` : null,
    isOfModel && leftOut > 0 ? `${countOf(leftOut)} left out: the articles do not support ${them(leftOut)}` : null,
    searchedLine(searched),
  ];
  return notes.filter((note) => note !== null);
}

function searchedLine({ articles, oldest, newest }: Searched): string | null {
  if (articles === 0) return null;
  const count = articles === 1 ? '1 article' : `${articles.toLocaleString('en')} articles`;
  const [from, to] = [dayOf(oldest), dayOf(newest)];
  return from === to ? `Searched ${count} of ${from}` : `Searched ${count}, from ${from} to ${to}`;
}

function countOf(count: number): string {
  return count === 1 ? '1 statement was' : `${count} statements were`;
}

function them(count: number): string {
  return count === 1 ? 'it' : 'them';
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

function dayOf(date: Date | null): string {
  return date === null ? 'undated' : DAY.format(date);
}

function shortened(question: string): string {
  return question.length > MAX_HEADING ? `${question.slice(0, MAX_HEADING).toWellFormed()} …` : question;
}
