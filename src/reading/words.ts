import { isUnspaced } from './garble.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Words of any script, those written without spaces too. */
export function countWords(paragraphs: readonly string[]): number {
  let words = 0;
  for (const paragraph of paragraphs) {
    for (const { isWordLike } of segmenter.segment(paragraph)) if (isWordLike) words++;
  }
  return words;
}

/** Words that stand in sentences: a list of links or names has none, however long. */
export function countRunningWords(paragraphs: readonly string[]): number {
  return countWords(paragraphs.filter((paragraph) => /[.!?…।॥؟۔։።。．！？]/u.test(paragraph) || isUnspaced(paragraph)));
}
