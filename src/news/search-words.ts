import { wordsOf } from './words.ts';

/** Longer ones are no words but keys, addresses and noise; PostgreSQL refuses lexemes beyond 2 KB. */
const LONGEST = 60;

/**
 * The words of a text as they are indexed and asked for, before stemming: "U.S." and "US", "1,000" and "1000", "Anna's"
 * and "Anna" are one word each. Case is kept, since it tells the WHO from who.
 */
export function searchWords(text: string): string[] {
  return wordsOf(text.normalize('NFKC'))
    .map((word) => word.replace(/['’](?:s|S)?$/u, ''))
    .map((word) => (/^(?:\p{L}\.)+\p{L}$/u.test(word) ? word.replaceAll('.', '') : word))
    .map((word) => (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(word) ? word.replaceAll(',', '') : word))
    .filter((word) => word !== '' && word.length <= LONGEST);
}
