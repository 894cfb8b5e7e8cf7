import type { Disagreement } from '../news/story.ts';
import type { Facts } from './facts.ts';

/** A sentence with its facts and where it stands. */
export interface Line extends Facts {
  articleId: string;
  sentenceId: number;
}

export function evidence({ articleId, sentenceId, text }: Line, value: string): Disagreement['values'][number] {
  return { value, articleId, sentenceId, sentence: text };
}

/** Every two articles, once. */
export function pairsOf<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((one, place) => items.slice(place + 1).map((other): [T, T] => [one, other]));
}
