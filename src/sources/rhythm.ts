/** When a source is asked again. All times in ms; moments in ms since 1970. */
export interface RhythmFacts {
  now: number;
  /** When what it told last was published, in any order; moments in the future and before 1990 are passed over. */
  published: readonly number[];
  /** What the feed asks for (ttl, sy:updatePeriod). */
  ttlMs: number | null;
  /** What Cache-Control or Expires ask for. */
  freshMs: number | null;
  /** What Retry-After asks for. */
  retryAfterMs: number | null;
  /** How often in a row it could not be read. */
  failures: number;
  /** 0–1, so that sources added together are not asked together. */
  random: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Nobody is asked more often, whatever their pace. */
const MIN_MS = 10 * MINUTE;
/** A source that tells little is asked this seldom, and one that asks for more rest than this gets this much. */
const MAX_MS = 4 * HOUR;
/** A source that has said nothing for a month. */
const SLEEPING_MS = 12 * HOUR;
const SLEEPS_AFTER_MS = 30 * DAY;
/** Nothing is known of a source's pace yet. */
const UNKNOWN_MS = 30 * MINUTE;
const MAX_BACKOFF_MS = 12 * HOUR;
/** A Retry-After is obeyed, up to here: a week's would lose the source. */
const MAX_RETRY_AFTER_MS = 2 * DAY;
const JITTER = 0.1;

/** How long until the next poll: half the usual gap between two items, within what the server asks for and our bounds. */
export function nextPollMs(facts: RhythmFacts): number {
  const own = clamp(paceMs(facts), MIN_MS, isAsleep(facts) ? SLEEPING_MS : MAX_MS);
  const asked = Math.min(Math.max(facts.ttlMs ?? 0, facts.freshMs ?? 0), MAX_MS);
  const calm = Math.max(own, asked);
  const backedOff =
    facts.failures === 0 ? calm : Math.min(calm * 2 ** Math.min(facts.failures - 1, 20), MAX_BACKOFF_MS);
  const spread = Math.max(backedOff, calm) * (1 + JITTER * (2 * facts.random - 1));
  const retryAfter = Math.min(facts.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS);
  // Never sooner than asked; the spread then only adds.
  return Math.round(Math.max(spread, asked, retryAfter * (1 + JITTER * facts.random)));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function paceMs(facts: RhythmFacts): number {
  const moments = momentsOf(facts);
  const latest = moments[0];
  if (latest === undefined) return UNKNOWN_MS;
  const quiet = facts.now - latest;
  // A source that has gone quiet is slower than its past says; one that tells in bursts is as fast as its usual gap.
  return Math.max(usualGapMs(facts) ?? quiet, quiet / 4) / 2;
}

/** Between two of the last items; null where fewer than two are known. */
export function usualGapMs(facts: Pick<RhythmFacts, 'now' | 'published'>): number | null {
  const moments = momentsOf(facts);
  return median(moments.slice(1).map((moment, i) => (moments[i] ?? moment) - moment));
}

/** Newest first; the last 20 are the pace of today. */
function momentsOf({ now, published }: Pick<RhythmFacts, 'now' | 'published'>): number[] {
  const known = published.filter((moment) => moment <= now && moment > Date.UTC(1990));
  return known.sort((one, other) => other - one).slice(0, 20);
}

function isAsleep(facts: RhythmFacts): boolean {
  const latest = momentsOf(facts)[0];
  return latest !== undefined && facts.now - latest > SLEEPS_AFTER_MS;
}

function median(values: number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
