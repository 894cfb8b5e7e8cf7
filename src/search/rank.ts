import type { CollectionTotals, IndexedArticle } from '../news/passages.ts';

/** A word of the question: what it may stand as, and how rare that is. */
export interface QueryWord {
  lexemes: string[];
  idf: number;
}

/** BM25F (Robertson and Zaragoza 2009): how much a hit in a field counts, and how far its length is held against it. */
const K1 = 1.2;
const TITLE = 3;
const LEAD = 1.5;
const BODY = 1;
const TITLE_B = 0.3;
const BODY_B = 0.5;

/** Inverse document frequency as BM25 has it, never negative. */
export function idfOf(articles: number, all: number): number {
  return Math.log(1 + (all - articles + 0.5) / (articles + 0.5));
}

export function bm25(words: QueryWord[], article: IndexedArticle, totals: CollectionTotals): number {
  const titleNorm = 1 - TITLE_B + TITLE_B * (article.titleWords / Math.max(1, totals.meanTitleWords));
  const bodyNorm = 1 - BODY_B + BODY_B * (article.words / Math.max(1, totals.meanWords));
  let sum = 0;
  for (const { lexemes, idf } of words) {
    let frequency = 0;
    for (const lexeme of lexemes) {
      for (const position of article.positions.get(lexeme) ?? []) {
        if (position <= article.titleWords) frequency += TITLE / titleNorm;
        else frequency += (position <= article.leadEnd ? LEAD : BODY) / bodyNorm;
      }
    }
    sum += (idf * (frequency * (K1 + 1))) / (frequency + K1);
  }
  return sum;
}
