import type { Sentence } from '../../news/sentence.ts';
import { stemOf } from './stem.ts';

/** A word or number as it stands in a text. `opens` = at a place where any word has a capital. */
export interface Token {
  text: string;
  lower: string;
  stem: string;
  start: number;
  end: number;
  isCapital: boolean;
  opens: boolean;
  /** Counts the stretches between commas, dashes, semicolons and brackets. */
  clause: number;
}

export interface Passage {
  text: string;
  tokens: Token[];
  stems: Set<string>;
}

export interface SourcePassage extends Passage {
  id: number;
  paragraph: number;
}

/** A source made ready for checking: done once for an article, used for each statement. */
export interface Source {
  sentences: SourcePassage[];
  byId: Map<number, SourcePassage>;
  /** In how many sentences a stem stands. */
  frequency: Map<string, number>;
  /** "IRS" → its words, and each acronym spelled by a run of capitals. */
  acronyms: Map<string, string[]>;
}

const TOKEN = /\p{L}[\p{L}\p{M}\p{N}]*(?:'[\p{L}\p{M}]+)*|\p{N}+(?:[.,]\p{N}+)*/gu;
/** Longer texts are cut: no sentence is that long, and the time of a check stays bounded. */
const MAX_LENGTH = 4000;

export function passageOf(text: string): Passage {
  const plain = plainMarks(text.slice(0, MAX_LENGTH));
  const tokens: Token[] = [];
  let clause = 0;
  let end = 0;
  for (const match of plain.matchAll(TOKEN)) {
    const gap = plain.slice(end, match.index);
    if (tokens.length > 0 && /[,;:()—–]| - |\.\.\./u.test(gap)) clause++;
    const word = match[0].replace(/'s$|'$/iu, '');
    const lower = withoutAccents(word.toLowerCase());
    tokens.push({
      text: word,
      lower,
      stem: stemOf(lower),
      start: match.index,
      end: match.index + match[0].length,
      isCapital: /^\p{Lu}/u.test(word),
      opens: tokens.length === 0 || /[.!?:"]\s*$|[:\n]\s*[-*•]?\s*$|(?:^|\s)'$/u.test(gap),
      clause,
    });
    end = match.index + match[0].length;
  }
  return { text: plain, tokens, stems: new Set(tokens.map(({ stem }) => stem)) };
}

const prepared = new WeakMap<readonly Sentence[], Source>();

/** Kept by the array itself: the same article is prepared once, however many statements are checked against it. */
export function sourceOf(sentences: readonly Sentence[]): Source {
  const known = prepared.get(sentences);
  if (known) return known;
  const passages = sentences.map(({ id, paragraph, text }) => ({ id, paragraph, ...passageOf(text) }));
  const frequency = new Map<string, number>();
  for (const { stems } of passages) for (const stem of stems) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  const source = {
    sentences: passages,
    byId: new Map(passages.map((passage) => [passage.id, passage])),
    frequency,
    acronyms: acronymsOf(passages),
  };
  prepared.set(sentences, source);
  return source;
}

/** "Etienne" and "Étienne" are one name. */
function withoutAccents(word: string): string {
  return /^[\p{ASCII}]*$/u.test(word) ? word : word.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
}

/** Straight quotes and apostrophes; abbreviations without their points ("U.S." → "US"). */
function plainMarks(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[’‘‛´`]/gu, "'")
    .replace(/[“”„‟«»]|''/gu, '"')
    .replace(/[\u00a0\u2009\u202f]/gu, ' ')
    .replace(/(?<!\p{L})(?:\p{L}\.){2,6}/gu, (letters) => letters.replaceAll('.', ''));
}

function acronymsOf(passages: Passage[]): Map<string, string[]> {
  const acronyms = new Map<string, string[]>();
  for (const { tokens } of passages) {
    for (let from = 0; from < tokens.length; from++) {
      const words: string[] = [];
      let letters = '';
      for (let at = from; at < Math.min(from + 8, tokens.length); at++) {
        const token = tokens[at];
        if (!token || (at > from && token.clause !== tokens[from]?.clause)) break;
        if (!token.isCapital && !/^(?:of|and|for|the|on|in)$/u.test(token.lower)) break;
        words.push(token.lower);
        if (token.isCapital) letters += token.text[0];
        if (token.isCapital && letters.length >= 2) acronyms.set(letters.toLowerCase(), [...words]);
      }
    }
  }
  return acronyms;
}
