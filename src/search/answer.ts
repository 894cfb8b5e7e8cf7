import type { IndexedArticle } from '../news/passages.ts';
import { type Expected, holdsExpected, saysKind } from './expected.ts';
import type { QueryWord } from './query.ts';
import { wordsBySentence } from './spans.ts';

/** A sentence that may hold the answer, before its text is read. */
export interface Candidate {
  article: IndexedArticle;
  sentenceId: number;
  /** Share of the question's weight that stands in it, beside it or in the title. */
  support: number;
  /** The same for what the question says beside names. */
  told: number;
  /** …and for its names, wherever in the article they stand. */
  named: number;
  /** The article's score as a share of the best one's. */
  standing: number;
}

/** What a word of the question is worth that stands next to the sentence, or in the title. */
const BESIDE = 0.7;
const IN_TITLE = 0.75;
const PER_ARTICLE = 8;

/** The sentences of an article in or beside which most of the question stands. */
export function answerCandidates(words: QueryWord[], article: IndexedArticle, standing: number): Candidate[] {
  const content = words.filter(({ word }) => !saysKind(word));
  const counted = content.length > 0 ? content : words;
  const held = wordsBySentence(counted, article);
  const near = new Set([...held.keys()].filter((id) => id > 0).flatMap((id) => [id, id - 1, id + 1]));
  const anywhere = new Set([...held.values()].flatMap((inSentence) => [...inSentence]));
  return [...near]
    .filter((id) => id > 0 && id <= article.sentenceStarts.length)
    .map((sentenceId) => {
      const worth = worthOf(sentenceId, held, counted.length);
      return {
        ...{ article, sentenceId, standing },
        support: shareOf(counted, (index) => worth[index] ?? 0),
        told: shareOf(counted, (index) => (isName(counted[index]) ? null : (worth[index] ?? 0))),
        named: shareOf(counted, (index) => (isName(counted[index]) ? Number(anywhere.has(index)) : null)),
      };
    })
    .toSorted((one, other) => other.support - one.support || one.sentenceId - other.sentenceId)
    .slice(0, PER_ARTICLE);
}

function isName(word: QueryWord | undefined): boolean {
  return word?.isName ?? false;
}

function worthOf(id: number, held: Map<number, Set<number>>, count: number): number[] {
  const worth = new Array<number>(count).fill(0);
  for (const [place, value] of [
    [0, IN_TITLE],
    [id - 1, BESIDE],
    [id + 1, BESIDE],
    [id, 1],
  ] as const) {
    for (const word of held.get(place) ?? []) worth[word] = Math.max(worth[word] ?? 0, value);
  }
  return worth;
}

/** The weighted mean over the words that have a worth; 1 where none has. */
function shareOf(words: QueryWord[], worthOfWord: (index: number) => number | null): number {
  let sum = 0;
  let all = 0;
  words.forEach(({ weight }, index) => {
    const worth = worthOfWord(index);
    if (worth === null) return;
    sum += weight * worth;
    all += weight;
  });
  return all === 0 ? 1 : sum / all;
}

/** Below these an answer is none: then the text is about something else, or does not say what was asked. */
const LEAST = { support: 0.45, told: 0.4, named: 0.7 };
const EXPECTED_HELD = 0.35;
const STANDING = 0.5;
const LEAD = 0.1;
const LEAD_SENTENCES = 4;

function mayAnswer({ support, told, named }: Candidate): boolean {
  return support >= LEAST.support && told >= LEAST.told && named >= LEAST.named;
}

/** The sentence most likely to hold the answer; null when none holds what the question says and asks for. */
export function pickAnswer(
  candidates: (Candidate & { text: string })[],
  expected: Expected,
  questionWords: ReadonlySet<string>,
): (Candidate & { text: string }) | null {
  const scored = candidates.filter(mayAnswer).map((candidate) => {
    const holds = holdsExpected(expected, candidate.text, questionWords);
    const isLead = candidate.sentenceId <= LEAD_SENTENCES;
    const score = candidate.support + candidate.standing * STANDING + (isLead ? LEAD : 0) + (holds ? EXPECTED_HELD : 0);
    return { candidate, holds, score };
  });
  const able = scored.filter(({ candidate, holds }) => holds && !candidate.text.trim().endsWith('?'));
  const [best] = able.toSorted((one, other) => other.score - one.score);
  return best?.candidate ?? null;
}
