import { FUNCTION_WORDS } from './function-words.ts';

/** Scripts that put no spaces between words: only a dictionary finds theirs, which goes by script, not by language. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’.,][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

/** The words of a text as they stand in it, without punctuation. */
export function wordsOf(text: string): string[] {
  if (!UNSPACED.test(text)) return text.match(WORD) ?? [];
  return [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
}

export function countWords(text: string): number {
  return wordsOf(text).length;
}

/**
 * What two sentences about the same thing share: words in lower case, cut to six letters so that most endings fall away
 * ("resigned", "resigns"), without function words.
 */
export function termsOf(text: string, language: string | null): string[] {
  const common = FUNCTION_WORDS.get(language ?? 'en');
  return wordsOf(text)
    .map((word) => word.toLowerCase().replace(/['’]s?$/u, ''))
    .filter((word) => !common?.has(word))
    .map((word) => word.slice(0, 6));
}
