import type { Collection, IndexedArticle } from '../news/passages.ts';
import type { QueryWord } from './query.ts';

/** BM25F (Robertson and Zaragoza 2009): how much a hit in a field counts, and how far its length is held against it. */
const K1 = 1;
const TITLE = 3;
const LEAD = 2;
const TITLE_B = 0.3;
const BODY_B = 0.5;

/** What a word adds that stands in the title, or in title or lead, however often it stands elsewhere: they say what it is about. */
const IN_TITLE = 0.6;
const IN_OPENING = 0.6;

/** How well an article's words match the question's. */
export function matchOf(words: QueryWord[], article: IndexedArticle, collection: Collection): number {
  const titleNorm = 1 - TITLE_B + TITLE_B * (article.titleWords / Math.max(1, collection.meanTitleWords));
  const bodyNorm = 1 - BODY_B + BODY_B * (article.words / Math.max(1, collection.meanWords));
  let sum = 0;
  for (const { lexemes, weight } of words) {
    const hits = countHits(lexemes, article);
    const frequency = (hits.title * TITLE) / titleNorm + (hits.lead * LEAD + hits.body) / bodyNorm;
    sum += (weight * (frequency * (K1 + 1))) / (frequency + K1);
    if (hits.title > 0) sum += weight * IN_TITLE;
    if (hits.title + hits.lead > 0) sum += weight * IN_OPENING;
  }
  return sum;
}

function countHits(lexemes: string[], article: IndexedArticle): { title: number; lead: number; body: number } {
  const hits = { title: 0, lead: 0, body: 0 };
  for (const lexeme of lexemes) {
    for (const position of article.positions.get(lexeme) ?? []) {
      if (position <= article.titleWords) hits.title++;
      else if (position <= article.leadEnd) hits.lead++;
      else hits.body++;
    }
  }
  return hits;
}
