import { searchWords } from '../news/search-words.ts';
import { type TimeWindow, windowOf } from './window.ts';

export interface Question {
  text: string;
  window: TimeWindow | null;
  /** Its words without those that only say when, or how the question is put. */
  words: string[];
}

/** Words that put a question and are no part of what it is about. */
const ASKING = new Set(
  'tell know say says said anything something called name named recent recently latest new news currently now ago according following happened happen happens week month year today yesterday which what who whom whose when where why how many much long'.split(
    ' ',
  ),
);

export function readQuestion(text: string, asOf: number): Question {
  const window = windowOf(text, asOf);
  const about = window ? text.replace(window.words, ' ') : text;
  const words = [...new Set(searchWords(about))];
  const telling = words.filter((word) => !ASKING.has(word.toLowerCase()));
  return { text, window, words: telling.length > 0 ? telling : words };
}
