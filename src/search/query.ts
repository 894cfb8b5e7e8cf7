import type { Collection, SearchTerm } from '../news/passages.ts';
import type { Question } from './question.ts';

/** A word of the question: the lexemes it may stand as, in how many articles, and how much it tells. */
export interface QueryWord {
  word: string;
  lexemes: string[];
  articles: number;
  weight: number;
  /** Written as a name, or with figures: it must stand in an answer as it is. */
  isName: boolean;
}

/** Of a name's words the rarest counts whole, the others this much: they come together and tell the same thing. */
const SAME_NAME = 0.5;
const MAX_WORDS = 16;
/** What finding candidates may cost, in matches of single words, and how many words it takes whatever they cost. */
const MAX_MATCHES = 3000;
const AT_LEAST = 2;

/** The question's words as its language has them, with what they are stemmed to in the other languages of the collection. */
export function toQuery(
  question: Question,
  language: string | null,
  terms: SearchTerm[],
  { articles }: Collection,
): QueryWord[] {
  const byWord = Map.groupBy(terms, (term) => term.word);
  const byLexeme = new Map<string, QueryWord>();
  for (const [word, ofWord] of byWord) {
    const own = ofWord.find((term) => term.language === language);
    // Function words of the question's language say nothing in any other.
    if (!own || byLexeme.has(own.lexeme)) continue;
    const counts = new Map(ofWord.map((term) => [term.lexeme, term.articles]));
    const held = Math.min(
      articles,
      [...counts.values()].reduce((sum, count) => sum + count, 0),
    );
    byLexeme.set(own.lexeme, {
      ...{ word, lexemes: [...counts.keys()], articles: held },
      weight: idf(held, articles),
      isName: /^\p{Lu}|\d/u.test(word) && word !== question.opening,
    });
  }
  return weighNames([...byLexeme.values()], question.names);
}

/** Inverse document frequency as BM25 has it, never negative. */
function idf(articles: number, all: number): number {
  return Math.log(1 + (all - articles + 0.5) / (articles + 0.5));
}

function weighNames(words: QueryWord[], names: string[][]): QueryWord[] {
  const factors = new Map<string, number>();
  for (const name of names) {
    const weights = words.filter(({ word }) => name.includes(word)).map(({ weight }) => weight);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const rarest = Math.max(...weights, 0);
    for (const word of name) factors.set(word, sum === 0 ? 1 : (rarest + SAME_NAME * (sum - rarest)) / sum);
  }
  return words.map((word) => ({ ...word, weight: word.weight * (factors.get(word.word) ?? 1) }));
}

/** The words that candidates are found by: the rarest that may be afforded, since the common ones cost most and find everything. */
export function findingWords(words: QueryWord[]): QueryWord[] {
  const known = words.filter((word) => word.articles > 0).toSorted((one, other) => one.articles - other.articles);
  let matches = 0;
  return known.slice(0, MAX_WORDS).filter(({ articles }, index) => {
    matches += articles;
    return index < AT_LEAST || matches <= MAX_MATCHES;
  });
}

export function sumOfWeights(words: QueryWord[]): number {
  return words.reduce((sum, { weight }) => sum + weight, 0);
}
