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
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', year: 'numeric' });

  function civilAt(instant: number): number {
    return instant + readOffsetMs(format.format(instant));
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

/** East of UTC, of "2026, GMT-03:30"; a bare "GMT" is 0. */
function readOffsetMs(shown: string): number {
  const [, sign, hours = 0, minutes = 0, seconds = 0] = /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?/.exec(shown) ?? [];
  const offsetMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -offsetMs : offsetMs;
}

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
