import type { Health, HealthNotice, HealthStatus } from '../news/source.ts';

/** How a poll ended, as far as health goes. */
export type PollEnding = 'told' | 'unchanged' | 'failed' | 'blocked' | 'gone';

export interface HealthFacts {
  now: number;
  ending: PollEnding;
  /** Whether it told something it had not told before. */
  toldNew: boolean;
  /** The usual gap between two items, ms; null while it is not known. */
  usualGapMs: number | null;
  /** Whether the source's address has just been changed for good. */
  hasMoved: boolean;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How often in a row, and for how long, before it is believed: one blip is no news. */
const BELIEF = {
  failing: { times: 3, ms: 6 * HOUR },
  blocked: { times: 3, ms: 2 * HOUR },
  well: { times: 2, ms: 30 * 60_000 },
};
/** Silent for this many of its usual gaps, and at least two weeks. */
const STALE_GAPS = 10;
const STALE_MIN_MS = 14 * DAY;
const STALE_MAX_MS = 120 * DAY;

export function newHealth(now: number): Health {
  return { status: 'well', doubt: null, lastTold: now };
}

/** What is known after a poll, and what the channel is to be told, if anything. */
export function judgeHealth(health: Health, facts: HealthFacts): { health: Health; notice: HealthNotice | null } {
  const lastTold = facts.toldNew ? facts.now : health.lastTold;
  const { status, doubt } = believe(health, facts, lastTold);
  return { health: { status, doubt, lastTold }, notice: noticeOf(health.status, status, facts) };
}

type Belief = Pick<Health, 'status' | 'doubt'>;

function believe(health: Health, facts: HealthFacts, lastTold: number): Belief {
  // The server says for good (RFC 9110, 15.5.11): there is nothing to wait for.
  if (facts.ending === 'gone') return { status: 'gone', doubt: null };
  const says = facts.ending === 'failed' ? 'failing' : facts.ending === 'blocked' ? 'blocked' : 'well';
  const isWell = health.status === 'well' || health.status === 'stale';
  if (isWell === (says === 'well')) {
    // One trouble after another is still the trouble that was told.
    return { status: isWell ? staleOrWell(facts, lastTold) : health.status, doubt: null };
  }
  const doubt = { times: (health.doubt?.times ?? 0) + 1, since: health.doubt?.since ?? facts.now };
  const { times, ms } = BELIEF[says];
  if (doubt.times < times || facts.now - doubt.since < ms) return { status: health.status, doubt };
  return { status: says === 'well' ? staleOrWell(facts, lastTold) : says, doubt: null };
}

function staleOrWell({ now, usualGapMs }: HealthFacts, lastTold: number): 'stale' | 'well' {
  const patience = Math.min(Math.max((usualGapMs ?? 0) * STALE_GAPS, STALE_MIN_MS), STALE_MAX_MS);
  return now - lastTold > patience ? 'stale' : 'well';
}

function noticeOf(before: HealthStatus, after: HealthStatus, { hasMoved }: HealthFacts): HealthNotice | null {
  if (after !== before) return after === 'well' ? 'back' : after;
  return hasMoved ? 'moved' : null;
}
