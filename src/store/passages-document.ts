import { searchWords } from '../news/search-words.ts';
import type { Sentence } from '../news/sentence.ts';
import { signatureOf } from './passages-signature.ts';

/** The rest of a longer text is not searched. */
const LAST_POSITION = 60_000;
/** The lead: whole sentences until so many words are reached. */
const LEAD_WORDS = 50;

/** The words of an article at their positions, from 1: the title's first, then sentence by sentence. */
export interface IndexDocument {
  words: string[];
  titleWords: number;
  leadWords: number;
  sentenceStarts: number[];
  signature: number[];
}

export function toDocument(title: string | null, sentences: Pick<Sentence, 'text'>[]): IndexDocument {
  const words = searchWords(title ?? '').slice(0, 100);
  const titleWords = words.length;
  const sentenceStarts: number[] = [];
  let leadWords = 0;
  for (const { text } of sentences) {
    sentenceStarts.push(Math.min(words.length + 1, LAST_POSITION));
    const before = words.length - titleWords;
    const own = words.length < LAST_POSITION ? searchWords(text) : [];
    if (before < LEAD_WORDS) leadWords += own.length;
    words.push(...own);
  }
  words.length = Math.min(words.length, LAST_POSITION);
  return {
    ...{ words, titleWords, sentenceStarts },
    leadWords: Math.min(leadWords, LAST_POSITION - titleWords),
    signature: signatureOf(words.slice(titleWords)),
  };
}

/** Where each lexeme stands; `lexemes` says what a word is stemmed to, words without one are left out. */
export function positionsOf(words: string[], lexemes: Map<string, string>): Map<string, number[]> {
  const positions = new Map<string, number[]>();
  words.forEach((word, index) => {
    const lexeme = lexemes.get(word);
    if (lexeme === undefined) return;
    const known = positions.get(lexeme);
    if (known) known.push(index + 1);
    else positions.set(lexeme, [index + 1]);
  });
  return positions;
}

/** A lexeme as tsvector and tsquery literals take it. */
export function quoteLexeme(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
