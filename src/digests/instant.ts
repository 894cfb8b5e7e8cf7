import type { QuietHours } from '../news/schedule.ts';
import { quietUntil } from './quiet.ts';

const HOUR_MS = 3_600_000;
/** A story that has waited longer was kept from being posted, by us or by a time we were down. */
const LATE_MS = 15 * 60_000;

/** A story to be posted in instant mode. Milliseconds since 1970. */
interface Waiting {
  storyId: string;
  since: number;
  /** Whether quiet hours or the rate bound have kept it back. */
  isHeld: boolean;
}

export interface InstantFacts {
  now: number;
  zone: string;
  quiet: QuietHours | null;
  /** So many posts in any hour at most. */
  perHour: number;
  /** When the channel's last posts of this mode were made: those of the last hour at least, in any order. */
  posted: readonly number[];
  /** In the order in which they are to be told. */
  waiting: readonly Waiting[];
}

/** `hold` keeps all that waits until then; `catchUp` is one post of several stories, and counts as one. */
export type InstantStep =
  | { kind: 'rest' }
  | { kind: 'hold'; until: number; because: 'quiet' | 'rate' }
  | { kind: 'post'; storyId: string }
  | { kind: 'catchUp'; storyIds: string[] };

/** What to do now, one step at a time: after a post, ask again. */
export function nextInstant(facts: InstantFacts): InstantStep {
  const { waiting, now } = facts;
  const [first, ...others] = waiting;
  if (!first) return { kind: 'rest' };
  const quietEnd = facts.quiet && quietUntil(facts.quiet, facts.zone, now);
  if (quietEnd !== null) return { kind: 'hold', until: quietEnd, because: 'quiet' };
  const free = roomAt(facts);
  if (free > now) return { kind: 'hold', until: free, because: 'rate' };
  const isLate = waiting.some(({ since, isHeld }) => isHeld || now - since > LATE_MS);
  if (isLate && others.length > 0) return { kind: 'catchUp', storyIds: waiting.map(({ storyId }) => storyId) };
  return { kind: 'post', storyId: first.storyId };
}

/** When the next post is within the rate bound. */
function roomAt({ posted, perHour, now }: InstantFacts): number {
  const newestFirst = posted.toSorted((one, other) => other - one);
  const nth = newestFirst[perHour - 1];
  return nth === undefined ? now : Math.max(now, nth + HOUR_MS);
}
