import type { PollRecord } from '../news/source-ports.ts';
import { createFilter, type Judge } from '../sources/filter.ts';

/** Dates are rough; a source may tell what it wrote a day or two ago. */
const OLD_MS = 2 * 24 * 60 * 60_000;

/** An article may be held back for some days after it was dated. */
const LATE_MS = 7 * 24 * 60 * 60_000;

/**
 * What becomes of an item in a subscription as it comes in; `knownUntil` is when its source last showed us all it told then, for a
 * site that is built anew tells its old articles under new ids and addresses. Reasons follow "because".
 */
export function createItemJudge(knownUntil: number | null): PollRecord['judge'] {
  const byFilter = new Map<string, Judge>();

  function judgeOf(filter: string): Judge {
    const judge = byFilter.get(filter) ?? createFilter(filter);
    byFilter.set(filter, judge);
    return judge;
  }

  return (item, { addedAt, isPaused, filter }, isRepeat) => {
    if (isRepeat) return { state: 'baseline', reason: 'the source told it before, under another id' };
    if (item.published !== null && Date.parse(item.published) < addedAt.getTime() - OLD_MS)
      return { state: 'baseline', reason: 'it is dated from before the source was added' };
    if (item.published !== null && knownUntil !== null && Date.parse(item.published) < knownUntil - LATE_MS)
      return { state: 'baseline', reason: 'it is dated from long before its source told it' };
    if (isPaused) return { state: 'filtered', reason: 'the source was paused here' };
    const verdict = filter === null ? null : judgeOf(filter)(item);
    if (verdict?.passes === false) return { state: 'filtered', reason: verdict.because };
    return { state: 'pending', reason: null };
  };
}
