import { wordsOf } from '../news/words.ts';
import { isCommon } from './common-words.ts';
import { isSense } from './senses.ts';

/** A word with a capital after another word, a comma or a quotation mark: no sentence opens with it. */
const INSIDE = /(?<=[\p{L}\p{N},;:)'’”"–-]\s+["“‘(]?)\p{Lu}[\p{L}\p{M}\p{N}.'’-]*/gu;

/**
 * The words of an article that are names, in lower case: written with a capital inside a sentence, or more than once and always
 * so. A headline may write every word with a capital; then it tells no names.
 */
export function namesIn(text: string, body: string[], head: string[]): Set<string> {
  const lower = new Set(body.filter((word) => /^\p{Ll}/u.test(word)));
  const names = new Set<string>();
  const take = (word: string) => {
    const name = word.toLowerCase().replace(/['’]s?$/u, '');
    if (!lower.has(name) && !NO_NAMES.has(name) && !isSense(name)) names.add(name);
  };
  for (const [word] of text.matchAll(INSIDE)) for (const part of wordsOf(word)) take(part);
  const titled = isTitleCase(head) ? [] : head;
  for (const word of titled.slice(1)) if (/^\p{Lu}/u.test(word)) take(word);
  const capitals = [...body, ...titled].filter((word) => /^\p{Lu}/u.test(word) && !isCommon(word));
  for (const word of new Set(capitals)) if (capitals.filter((other) => other === word).length > 1) take(word);
  return names;
}

function isTitleCase(head: string[]): boolean {
  const long = head.filter((word) => word.length > 3 && !/^\p{N}/u.test(word));
  return long.filter((word) => /^\p{Lu}/u.test(word)).length > 0.7 * long.length;
}

const NO_NAMES = new Set(
  'i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december mr mrs ms dr prime minister president governor reuters ap afp bbc cnn the but and he she it they we if as at in on for'.split(
    ' ',
  ),
);
