import { FUNCTION_WORDS } from '../news/function-words.ts';
import { wordsOf } from '../news/words.ts';

/** A question of the same conversation and what was answered. */
export interface EarlierTurn {
  /** As it was looked up. */
  question: string;
  statements: readonly string[];
}

const OPENS_ON = /^\s*(?:and|but|so|then|also|what about|how about|und|aber|et|mais|y|pero)\b/iu;
const PERSON = /\b(?:he|she|him|her|his|hers|they|them|their|theirs)\b/iu;
const THING = /\b(?:it|its|this|that|these|those|there|then|one|ones)\b/iu;
const NAME = /\p{Lu}[\p{L}\p{M}\p{N}'’-]*(?:\s+\p{Lu}[\p{L}\p{M}\p{N}'’-]*)*/gu;
const COMMON = FUNCTION_WORDS.get('en');
const QUESTION_WORDS = new Set(
  'who whom whose what which when where why how did does do is are was were has have will'.split(' '),
);
/** A question of fewer words than this that names nobody says too little alone. */
const ENOUGH_WORDS = 3;

/** Whether a question says too little without the ones before it. */
export function leansOnEarlier(question: string): boolean {
  if (OPENS_ON.test(question) || PERSON.test(question)) return true;
  return namesIn(question).length === 0 && (THING.test(question) || tellingWords(question).length < ENOUGH_WORDS);
}

/** The question with the names of the conversation behind it: what can be done without a model. */
export function carryNames(question: string, earlier: readonly EarlierTurn[]): string {
  const last = earlier.at(-1);
  if (!last) return question;
  const people = PERSON.test(question) ? peopleIn(last.statements.join(' ')) : [];
  const asked = namesIn(last.question);
  const known = asked.length > 0 ? asked : tellingWords(last.question);
  const missing = [...new Set([...known, ...people])].filter((name) => !question.includes(name));
  return missing.length === 0 ? question : `${question.trim().replace(/[\s?]+$/, '')} (${missing.join(', ')})?`;
}

/** Whether all names and figures of a rewritten question stand in the conversation: then nothing was made up. */
export function isGrounded(rewritten: string, question: string, earlier: readonly EarlierTurn[]): boolean {
  const said = [question, ...earlier.flatMap((turn) => [turn.question, ...turn.statements])].join(' ').toLowerCase();
  const wanted = [...namesIn(rewritten).flatMap(wordsOf), ...(rewritten.match(/\d+/g) ?? [])];
  return wanted.every((word) => said.includes(word.toLowerCase()));
}

/** Capitals at the start say nothing where the word is a common one. */
function namesIn(text: string): string[] {
  return (text.match(NAME) ?? [])
    .map((name) => name.split(/\s+/))
    .map((words) => (isCommon(words[0] ?? '') ? words.slice(1) : words))
    .filter((words) => words.length > 0)
    .map((words) => words.join(' ').replace(/['’]s$/u, ''));
}

/** Names of several words, the first two: who an answer is about stands in front. */
function peopleIn(text: string): string[] {
  return namesIn(text)
    .filter((name) => name.includes(' '))
    .slice(0, 2);
}

function tellingWords(text: string): string[] {
  return wordsOf(text).filter((word) => !isCommon(word));
}

function isCommon(word: string): boolean {
  const lower = word.toLowerCase();
  return (COMMON?.has(lower) ?? false) || QUESTION_WORDS.has(lower);
}
