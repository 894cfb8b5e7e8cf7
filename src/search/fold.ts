import type { IndexedArticle } from '../news/passages.ts';

/** From this share of equal word triples on, two articles are one text told twice. */
const SAME_TEXT = 0.8;

export type Folded<T> = T & { copies: T[] };

/** Folds articles that repeat an earlier one of the list into it. */
export function foldCopies<T extends { article: IndexedArticle }>(ranked: T[]): Folded<T>[] {
  const kept: Folded<T>[] = [];
  for (const one of ranked) {
    const original = kept.find(({ article }) => likeness(article.signature, one.article.signature) >= SAME_TEXT);
    if (original) original.copies.push(one);
    else kept.push({ ...one, copies: [] });
  }
  return kept;
}

/** The share of equal min-hashes estimates the share of word triples two texts have in common. */
function likeness(one: number[], other: number[]): number {
  if (one.length === 0 || one.length !== other.length) return 0;
  return one.filter((hash, index) => hash === other[index]).length / one.length;
}
