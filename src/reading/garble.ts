/** Fewer characters than this say too little. */
const MIN_CHARS = 150;

/** Whether a text is in no language at all: keys, code, noise, letters read in a wrong encoding. */
export function isGarbled(text: string): boolean {
  const start = text.slice(0, 20_000).trim();
  if (start.length < MIN_CHARS) return false;
  const tokens = start.split(/\s+/);
  const words = tokens.flatMap((token) => WORD.exec(token)?.[1] ?? []);
  // Scripts without spaces make few and long tokens, all of letters and their own marks.
  if (words.length < tokens.length * 0.5) return !isUnspaced(start);
  const latin = words.filter((word) => /^\p{Script=Latin}{4,}$/u.test(word));
  return latin.length > 10 && latin.filter(canBeSaid).length < latin.length * 0.75;
}

/** One word as people write it, with the marks around it. */
const WORD = /^[\p{Ps}\p{Pi}"'¿¡]*((?:\p{Lu}?[\p{Ll}\p{M}'’-]+|\p{Lu}{1,12}|[\p{Lo}\p{M}]+))[\p{Pe}\p{Pf}\p{Po}"']*$/u;

/** Whether a script writes its words without spaces between them. */
export function isUnspaced(text: string): boolean {
  const letters = text.match(/[\p{Lo}\p{M}]/gu)?.length ?? 0;
  return letters > text.length * 0.5;
}

/** Words of every language in Latin letters have vowels, and rarely five consonants in a row. */
function canBeSaid(word: string): boolean {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return /[aeiouyæøœıəɛɔ]/.test(plain) && !/[bcdfghjklmnpqrstvwxzß]{5}/.test(plain);
}
