import type { IndexedArticle } from '../news/passages.ts';

/** From this share of equal word triples on, two articles are one text told twice. */
const SAME_TEXT = 0.6;

/** Folds articles that repeat an earlier one of the list into it. */
export function foldCopies<T extends { article: IndexedArticle }>(ranked: T[]): (T & { copies: IndexedArticle[] })[] {
  const kept: (T & { copies: IndexedArticle[] })[] = [];
  for (const one of ranked) {
    const original = kept.find(({ article }) => likeness(article, one.article) >= SAME_TEXT);
    if (original) original.copies.push(one.article);
    else kept.push({ ...one, copies: [] });
  }
  return kept;
}

/** The share of equal min-hashes estimates the share of word triples two texts have in common. */
function likeness(one: IndexedArticle, other: IndexedArticle): number {
  if (one.signature.length === 0 || one.signature.length !== other.signature.length) return 0;
  return one.signature.filter((hash, index) => hash === other.signature[index]).length / one.signature.length;
}
