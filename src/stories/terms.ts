import { FUNCTION_WORDS } from '../news/function-words.ts';
import { wordsOf } from '../news/words.ts';
import { expectedShare } from './common-words.ts';
import { namesIn } from './names.ts';
import { senseOf } from './senses.ts';
import { stemOf } from './stem.ts';

/** What an article is about in one word. */
export interface Term {
  stem: string;
  /** Grows with how often and how early it stands there. */
  weight: number;
  isName: boolean;
  /** It stands in the headline or the opening: what the article is about, where the rest says what else belongs to it. */
  isLead: boolean;
}

const MAX_WORDS = 600;
const LEAD_WORDS = 70;
const MAX_TERMS = 140;
const TITLE_WEIGHT = 3;
const LEAD_WEIGHT = 2;

/** The terms that weigh most in a title and the beginning of a text. */
export function weighTerms(title: string, text: string): Term[] {
  const beginning = text.slice(0, MAX_WORDS * 12);
  const body = wordsOf(beginning).slice(0, MAX_WORDS);
  const head = wordsOf(title.slice(0, 400));
  const language = languageOf([...head, ...body]);
  const common = FUNCTION_WORDS.get(language) ?? ENGLISH;
  // German writes every noun with a capital: there all words are judged alike.
  const names = language === 'de' ? new Set<string>() : namesIn(beginning, body, head);
  const found = new Map<string, Term>();
  const add = (word: string, weight: number, isLead: boolean) => {
    const lower = clean(word);
    const isName = names.has(lower);
    if (isEmpty(lower, common) && !(isName && word !== word.toLowerCase())) return;
    const stem = senseOf(stemOf(word));
    const known = found.get(stem);
    if (known) Object.assign(known, { weight: known.weight + weight, isName: known.isName || isName });
    else found.set(stem, { stem, weight, isName, isLead });
  };
  for (const word of head) add(word, TITLE_WEIGHT, true);
  body.forEach((word, place) => {
    if (place < LEAD_WORDS) add(word, LEAD_WEIGHT, true);
    else add(word, 1, false);
  });
  return heaviest([...found.values()].map((term) => ({ ...term, weight: Math.log(term.weight + 1) })));
}

/** The language whose commonest words stand there most often; English where none does. */
function languageOf(words: string[]): string {
  const first = words.slice(0, LANGUAGE_WORDS).map((word) => word.toLowerCase());
  let best = { language: 'en', count: 0 };
  for (const [language, list] of FUNCTION_WORDS) {
    const count = first.filter((word) => list.has(word)).length;
    if (count > best.count) best = { language, count };
  }
  return best.language;
}

/** A word that says nothing about the subject: function words, single letters, numbers below a hundred. */
function isEmpty(lower: string, common: ReadonlySet<string>): boolean {
  return common.has(lower) || lower.length < 2 || /^\p{N}{1,2}$/u.test(lower);
}

function heaviest(terms: Term[]): Term[] {
  const worth = ({ stem, weight }: Term) => weight * Math.log(1 / expectedShare(stem));
  return terms.toSorted((one, other) => worth(other) - worth(one)).slice(0, MAX_TERMS);
}

const ENGLISH: ReadonlySet<string> = FUNCTION_WORDS.get('en') ?? new Set();
const LANGUAGE_WORDS = 120;

function clean(word: string): string {
  return word.toLowerCase().replace(/['’]s?$/u, '');
}
