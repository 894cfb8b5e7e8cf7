import { FUNCTION_WORDS } from '../news/function-words.ts';
import { wordsOf } from '../news/words.ts';
import { expectedShare } from './common-words.ts';
import { senseOf } from './senses.ts';
import { nameStemOf, stemOf } from './stem.ts';

/** What an article is about in one word. `weight` grows with how often and how early it stands there. */
export interface Term {
  stem: string;
  weight: number;
  isName: boolean;
}

const TITLE_WEIGHT = 3;
/** News tells the most important first: the weight of a word by its place in the text. */
const LEADS: [words: number, weight: number][] = [
  [60, 2],
  [160, 1],
  [500, 0.5],
];
const MAX_WORDS = 500;
const MAX_TERMS = 80;

/** The terms that weigh most in a title and the first 500 words of a text. */
export function weighTerms(title: string, text: string): Term[] {
  const body = wordsOf(text.slice(0, MAX_WORDS * 12)).slice(0, MAX_WORDS);
  const head = wordsOf(title.slice(0, 400));
  const names = namesIn(text, body, head);
  const found = new Map<string, Term>();
  const add = (word: string, weight: number) => {
    const term = toTerm(word, names);
    if (!term) return;
    const known = found.get(term.stem);
    if (known) known.weight += weight;
    else found.set(term.stem, { ...term, weight });
  };
  for (const word of head) add(word, TITLE_WEIGHT);
  body.forEach((word, place) => {
    add(word, LEADS.find(([words]) => place < words)?.[1] ?? 0);
  });
  return heaviest([...found.values()].map((term) => ({ ...term, weight: 1 + Math.log(term.weight + 1) })));
}

function heaviest(terms: Term[]): Term[] {
  const worth = ({ stem, weight }: Term) => weight * Math.log(1 / expectedShare(stem));
  return terms.toSorted((one, other) => worth(other) - worth(one)).slice(0, MAX_TERMS);
}

const COMMON = FUNCTION_WORDS.get('en') ?? new Set();

function toTerm(word: string, names: ReadonlySet<string>): Omit<Term, 'weight'> | null {
  const lower = word.toLowerCase().replace(/['’]s?$/u, '');
  const isShort = lower.length < 2 || (lower.length < 3 && /^\p{N}+$/u.test(lower));
  if ((COMMON.has(lower) || isShort) && !(names.has(lower) && word !== lower)) return null;
  if (names.has(lower)) return { stem: nameStemOf(word), isName: true };
  return { stem: senseOf(stemOf(word)), isName: false };
}

/**
 * Words that stand with a capital where no sentence opens. A headline may write every word with a capital: it tells a name only
 * where it has words without one, or where there is no text.
 */
function namesIn(text: string, body: string[], head: string[]): Set<string> {
  const names = new Set<string>();
  const inside = text
    .slice(0, MAX_WORDS * 12)
    .matchAll(/(?<=[\p{L}\p{N},;:)'’”"–-]\s+["“‘(]?)\p{Lu}[\p{L}\p{M}\p{N}.'’-]*/gu);
  for (const [word] of inside) for (const part of wordsOf(word)) names.add(clean(part));
  const longWords = head.filter((word) => word.length > 3);
  const isTitleCase = longWords.filter((word) => /^\p{Lu}/u.test(word)).length > 0.6 * longWords.length;
  if (!isTitleCase) for (const word of head.slice(1)) if (/^\p{Lu}/u.test(word)) names.add(clean(word));
  const lowerToo = new Set(body.filter((word) => /^\p{Ll}/u.test(word)));
  return new Set([...names].filter((name) => !lowerToo.has(name) && !CALENDAR.has(name)));
}

function clean(word: string): string {
  return word.toLowerCase().replace(/['’]s?$/u, '');
}

const CALENDAR = new Set(
  'i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december mr mrs ms dr prime minister president reuters ap afp bbc cnn'.split(
    ' ',
  ),
);
