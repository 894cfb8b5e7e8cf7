import type { DateGain } from '../news/passages.ts';
import type { TimeWindow } from './window.ts';

/** How much an article gains by its date, as a share of the question's weight, and in how many days that falls to a third. */
export interface Recency {
  weight: number;
  days: number;
}

/** News questions are mostly about the newest: an article of today gains about a fifth of what a full match is worth. */
export const RECENCY: Recency = { weight: 0.6, days: 14 };
/** Where the question names a time, being of it counts more than being new; what is told of it may be told a little later. */
const NAMED = { weight: 1, days: 4, shareOfWindow: 0.25 };
const DAY_MS = 86_400_000;

/** What articles gain by their date for a question of this weight, asked at `asOf`, that may name a time. */
export function gainsByDate(window: TimeWindow | null, asOf: Date, weight: number, recency: Recency): DateGain[] {
  const newest = { from: asOf, to: asOf, weight: weight * recency.weight, days: recency.days };
  if (!window) return [newest];
  const lengthDays = (window.to - window.from) / DAY_MS;
  const named = {
    from: new Date(window.from),
    to: new Date(window.to),
    weight: weight * NAMED.weight,
    days: NAMED.days + NAMED.shareOfWindow * lengthDays,
  };
  return [newest, named];
}

export function gainOf(at: Date, gains: DateGain[]): number {
  return gains.reduce((sum, { from, to, weight, days }) => {
    const apartMs = Math.max(0, from.getTime() - at.getTime(), at.getTime() - to.getTime());
    return sum + weight * Math.exp(-apartMs / DAY_MS / days);
  }, 0);
}
