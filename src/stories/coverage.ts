import type { Disagreement } from '../news/story.ts';
import { dateDisagreements } from './coverage-dates.ts';
import { nameDisagreements } from './coverage-names.ts';
import { numberDisagreements } from './coverage-numbers.ts';
import { quoteDisagreements } from './coverage-quotes.ts';
import { factsOf } from './facts.ts';
import type { Line } from './line.ts';

/** An article of a story, its sentences numbered. */
export interface Told {
  id: string;
  sentences: readonly { id: number; text: string }[];
}

/** So much of each article is read: what outlets disagree about stands early, and the work grows with the square. */
const MAX_SENTENCES = 60;
const MAX_ARTICLES = 12;

/**
 * What the articles of one story tell differently, found by looking and not by a model: numbers of the same thing, holders of
 * one office, spellings of a name, days and hours of the same happening, wordings of one quotation.
 */
export function compareCoverage(articles: readonly Told[]): Disagreement[] {
  const read = articles.slice(0, MAX_ARTICLES).map(({ id, sentences }) =>
    sentences.slice(0, MAX_SENTENCES).map((sentence): Line => {
      return { ...factsOf(sentence.text), articleId: id, sentenceId: sentence.id };
    }),
  );
  return [
    ...numberDisagreements(read),
    ...nameDisagreements(read),
    ...dateDisagreements(read),
    ...quoteDisagreements(read),
  ];
}
