import { FUNCTION_WORDS } from '../news/function-words.ts';
import { searchWords } from '../news/search-words.ts';
import { type TimeWindow, windowOf } from './window.ts';

export interface Question {
  text: string;
  window: TimeWindow | null;
  /** Its words without those that only say when, or how the question is put. */
  words: string[];
  /** Its first word, whose capital says nothing. */
  opening: string;
  /** Words that stand together as one name ("Rosa Lindqvist"). */
  names: string[][];
}

/** Words that put a question and are no part of what it is about. */
const ASKING = new Set(
  'tell know say says said anything something called name named recent recently latest new news currently now ago according following happened happen happens week month year today yesterday which what who whom whose when where why how many much long'.split(
    ' ',
  ),
);

const NAME = /\p{Lu}[\p{L}\p{M}\p{N}'’.]*(?:[ -]\p{Lu}[\p{L}\p{M}\p{N}'’.]*)+/gu;

export function readQuestion(text: string, asOf: number): Question {
  const window = windowOf(text, asOf);
  // A date by the calendar may stand in the text as it does here; "yesterday" says nothing about what happened.
  const about = window?.relative ? text.replace(window.words, ' ') : text;
  const words = [...new Set(searchWords(about))];
  const telling = words.filter((word) => !ASKING.has(word.toLowerCase()));
  return {
    ...{ text, window },
    opening: searchWords(text)[0] ?? '',
    words: telling.length > 0 ? telling : words,
    names: (about.match(NAME) ?? []).map(searchWords),
  };
}

/** The language a question is put in, of those given: the one most of whose function words it holds; else the first. */
export function languageOfQuestion(text: string, languages: (string | null)[]): string | null {
  const words = searchWords(text).map((word) => word.toLowerCase());
  const hits = (language: string | null) => {
    const common = FUNCTION_WORDS.get(language ?? '');
    return common ? words.filter((word) => common.has(word)).length : 0;
  };
  const [best = null] = languages.toSorted((one, other) => hits(other) - hits(one));
  return best;
}
