/**
 * The names and figures of a sentence, each with how much it is worth to a reader who meets it for the first time. A single capital
 * tells nothing at a sentence's start, nor anywhere in German, where every noun has one.
 */
export function factsOf(text: string, language: string | null): Map<string, number> {
  const facts = new Map<string, number>();
  for (const [name] of text.matchAll(
    /\p{Lu}[\p{L}\p{M}.’'-]*(?:\s+(?:(?:de|da|del|van|von|der|bin|al|of|the)\s+)?\p{Lu}[\p{L}\p{M}’'-]*)+/gu,
  )) {
    for (const word of name.split(/\s+/)) if (/^\p{Lu}/u.test(word)) facts.set(keyOf(word), 0.6);
  }
  if (language !== 'de') {
    for (const [, word] of text.matchAll(/(?<=[\p{L}\p{N},;:]["”’)]?\s["“(]?)(\p{Lu}[\p{L}\p{M}-]+)/gu)) {
      const key = keyOf(word ?? '');
      if (!facts.has(key)) facts.set(key, 0.4);
    }
  }
  for (const [figure] of text.matchAll(/\p{Sc}?\p{N}+(?:[.,]\p{N}+)*\s?%?/gu)) facts.set(figure.trim(), 0.7);
  return facts;
}

function keyOf(word: string): string {
  return word
    .toLowerCase()
    .replace(/['’]s?$/u, '')
    .replace(/\P{L}+$/u, '');
}
