import type { CandidateQuery } from '../news/passages.ts';
import type { TimeWindow } from './window.ts';

/** How much of the question's weight an article gains by its date, and in how many days that falls to a third. */
export interface Recency {
  weight: number;
  days: number;
}

/** News questions are mostly about the newest: an article of today gains about a fifth of what a full match is worth. */
export const RECENCY: Recency = { weight: 0.6, days: 14 };
/** Where the question names a time, that weighs more than its being new. */
const NAMED = 2;
const DAY_MS = 86_400_000;

/** What an article's date is held against: the time the question names, or else the moment it is asked. */
export function nearTo(
  window: TimeWindow | null,
  asOf: Date,
  weight: number,
  recency: Recency,
): CandidateQuery['near'] {
  if (!window) return { from: asOf, to: asOf, weight: weight * recency.weight, days: recency.days };
  return {
    from: new Date(window.from),
    to: new Date(window.to),
    weight: weight * recency.weight * NAMED,
    days: recency.days,
  };
}

export function nearness(at: Date, { from, to, weight, days }: CandidateQuery['near']): number {
  const apartMs = Math.max(0, from.getTime() - at.getTime(), at.getTime() - to.getTime());
  return weight * Math.exp(-apartMs / DAY_MS / days);
}
