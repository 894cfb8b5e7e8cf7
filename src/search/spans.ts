import type { IndexedArticle } from '../news/passages.ts';
import type { QueryWord } from './query.ts';

/** Neighbouring sentences of an article, and how much of the question stands in them. */
export interface Span {
  sentenceIds: number[];
  /** Sum of the weights of the question's words that stand in it. */
  weight: number;
}

/** What a word adds that stands in a neighbouring sentence only. */
const NEXT_DOOR = 0.6;

/** The spans of an article that hold most of the question, best first, none overlapping another. */
export function bestSpans(words: QueryWord[], article: IndexedArticle, count: number): Span[] {
  const held = wordsBySentence(words, article);
  const ids = [...held.keys()].filter((id) => id > 0);
  const centres = ids.map((id) => ({ id, ...spanAround(id, held, words, article.sentenceStarts.length) }));
  centres.sort((one, other) => other.weight - one.weight || one.id - other.id);
  const chosen: Span[] = [];
  for (const { sentenceIds, weight } of centres) {
    if (chosen.length === count) break;
    if (!chosen.some((span) => span.sentenceIds.some((id) => sentenceIds.includes(id)))) {
      chosen.push({ sentenceIds, weight });
    }
  }
  return chosen;
}

/** Which of the question's words stand in each sentence that holds any, by the sentence's id; the title's is 0. */
export function wordsBySentence(words: QueryWord[], article: IndexedArticle): Map<number, Set<number>> {
  const held = new Map<number, Set<number>>();
  words.forEach(({ lexemes }, word) => {
    for (const position of lexemes.flatMap((lexeme) => article.positions.get(lexeme) ?? [])) {
      const id = sentenceAt(position, article.sentenceStarts);
      const known = held.get(id);
      if (known) known.add(word);
      else held.set(id, new Set([word]));
    }
  });
  return held;
}

/** The id of the sentence a word position lies in; 0 is the title. */
function sentenceAt(position: number, starts: number[]): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A sentence between its neighbours: what answers a question often stands beside the words of it. */
function spanAround(id: number, held: Map<number, Set<number>>, words: QueryWord[], last: number): Span {
  const own = new Set(held.get(id));
  const sentenceIds = [id - 1, id, id + 1].filter((one) => one > 0 && one <= last);
  const beside = new Set(sentenceIds.flatMap((one) => [...(held.get(one) ?? [])]).filter((word) => !own.has(word)));
  return { sentenceIds, weight: sumOf(own, words) + NEXT_DOOR * sumOf(beside, words) };
}

function sumOf(indexes: Iterable<number>, words: QueryWord[]): number {
  let sum = 0;
  for (const index of indexes) sum += words[index]?.weight ?? 0;
  return sum;
}
