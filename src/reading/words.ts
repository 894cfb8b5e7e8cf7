import { countWords as countWordsOf } from '../news/words.ts';
import { isUnspaced } from './garble.ts';

/** Words of any script, those written without spaces too. */
export function countWords(paragraphs: readonly string[]): number {
  return paragraphs.reduce((words, paragraph) => words + countWordsOf(paragraph), 0);
}

/** Words that stand in sentences: a list of links or names has none, however long. */
export function countRunningWords(paragraphs: readonly string[]): number {
  return countWords(paragraphs.filter((paragraph) => /[.!?…।॥؟۔։።。．！？]/u.test(paragraph) || isUnspaced(paragraph)));
}
