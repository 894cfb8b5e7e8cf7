import { UserError } from '../errors.ts';

const HOUR_MS = 3_600_000;

/** The clock on the wall of one time zone. A civil time is written as the milliseconds since 1970 it would be in UTC. */
export interface WallClock {
  civilAt(instant: number): number;
  /**
   * The first moment at which the clock has come as far as this civil time: of a doubled hour the first pass, for a time that is
   * skipped the moment after the gap. So it never falls as the civil time grows.
   */
  instantOf(civil: number): number;
}

export function wallClock(zone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...FIELDS });

  function civilAt(instant: number): number {
    const field: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(instant)) field[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = field;
    return Date.UTC(year, month - 1, day, hour, minute, second) + (((instant % 1000) + 1000) % 1000);
  }

  function instantOf(civil: number): number {
    // No zone is further than 14 hours from UTC, so these two lie before and after every moment that could be meant.
    const offsets = [civil - 15 * HOUR_MS, civil + 15 * HOUR_MS].map((around) => civilAt(around) - around);
    const moments = [...new Set(offsets)].map((offset) => civil - offset).sort((one, other) => one - other);
    const [first = civil, last = first] = moments;
    return moments.find((moment) => civilAt(moment) === civil) ?? endOfGap(first, last, civil);
  }

  /** The first moment after `before`, up to `after`, whose civil time is past `civil`. */
  function endOfGap(before: number, after: number, civil: number): number {
    let [low, high] = [before, after];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (civilAt(middle) > civil) high = middle;
      else low = middle;
    }
    return high;
  }

  return { civilAt, instantOf };
}

const FIELDS = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;

/** An IANA time zone by its name or by its city alone ("Europe/Berlin", "new york"). Throws UserError badZone. */
export function readZone(given: string): string {
  const name = given.trim().replace(/\s+/g, '_').toLowerCase();
  if (name === 'utc') return 'UTC';
  const zones = Intl.supportedValuesOf('timeZone');
  const byCity = zones.filter((zone) => zone.toLowerCase().endsWith(`/${name}`));
  const zone = zones.find((one) => one.toLowerCase() === name) ?? otherName(name) ?? byCity[0];
  if (!zone) throw new UserError('badZone', { given });
  return zone;
}

/** An older or a younger name of a zone ("Asia/Kolkata"). "EST" and "+02:00" are none: they know no summer time. */
function otherName(name: string): string | null {
  if (!name.includes('/') || name.startsWith('etc/')) return null;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
