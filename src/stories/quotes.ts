const QUOTED = /[“"]([^“”"]{12,400})[”"]/gu;
const MIN_WORDS = 4;

/** The words that a sentence puts between quotation marks, when they are more than a name or a term. */
export function quotesIn(text: string): string[] {
  return [...text.matchAll(QUOTED)]
    .map(([, words = '']) => words.trim().replace(/[,.]$/, ''))
    .filter((words) => words.split(/\s+/).length >= MIN_WORDS);
}

/** Words in lower case without marks: what two spellings of one quotation share. */
export function wordsOfQuote(quote: string): string[] {
  return (
    quote
      .toLowerCase()
      .replaceAll(/[’']/g, "'")
      .match(/[\p{L}\p{N}']+/gu) ?? []
  );
}
