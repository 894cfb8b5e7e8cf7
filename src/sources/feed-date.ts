import { readWordyDate } from './feed-date-words.ts';
import { readZoneMinutes } from './time-zones.ts';

/** A date as it was written; nothing in it has been checked. */
export interface WrittenDate {
  year: number;
  /** 1–12. */
  month: number;
  day: number;
}

/** The moment a feed's date means, as ISO 8601 in UTC; null when it is none. A date without a zone is read as UTC. */
export function readFeedDate(text: string): string | null {
  const given = text.slice(0, 200).normalize('NFKC').replace(/\s+/g, ' ').trim();
  const epoch = readEpoch(given);
  if (epoch !== null) return epoch;
  const { date, time } = splitIso(given) ?? readWordyDate(given) ?? {};
  return date ? toIso(date, readTime(time ?? '')) : null;
}

/** Seconds or milliseconds since 1970. */
function readEpoch(text: string): string | null {
  if (!/^\d{9,10}$|^\d{12,13}$/.test(text)) return null;
  return new Date(Number(text) * (text.length > 10 ? 1 : 1000)).toISOString();
}

const ISO = /^(\d{4})(?:([-/.]?)(\d{2})(?:\2(\d{1,2}))?)?(?=$|[T ,])[T ,]*(.*)$/i;
const ORDINAL = /^(\d{4})-?(\d{3})(?=$|[T ])[T ]?(.*)$/i;

/** ISO 8601, the web's profile of it, and what looks like them: 2024, 2024-05, 20240506, 2024/05/06, 2024-127. */
function splitIso(text: string): { date: WrittenDate; time: string } | null {
  const [, yearOfDays, days, timeOfDays = ''] = ORDINAL.exec(text) ?? [];
  if (yearOfDays && days) {
    const date = new Date(Date.UTC(Number(yearOfDays), 0, Number(days)));
    return {
      date: { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() },
      time: timeOfDays,
    };
  }
  const [, year, , month = '1', day = '1', time = ''] = ISO.exec(text) ?? [];
  return year ? { date: { year: Number(year), month: Number(month), day: Number(day) }, time } : null;
}

const TIME = /^(\d{1,2})(?:[:.h]?(\d{2})(?:[:.]?(\d{2})(?:[.,](\d{1,9}))?)?)?(?!\d)\s*(?:([ap])\.?m\b\.?)?\s*(.*)$/i;

/** Of the day, and the zone behind it, in ms from midnight in UTC; null where it is none. */
function readTime(text: string): number | null {
  if (text.trim() === '') return 0;
  const match = TIME.exec(text.trim());
  if (!match) return null;
  const [, hour = '0', minute = '0', second = '0', fraction = '0', half, zone = ''] = match;
  const isAfternoon = half?.toLowerCase() === 'p';
  const hours = half ? (Number(hour) % 12) + (isAfternoon ? 12 : 0) : Number(hour);
  // 24:00 ends a day, and a minute may have a leap second.
  if (hours > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  const minutes = hours * 60 + Number(minute) - readZoneMinutes(zone);
  return minutes * 60_000 + Number(second) * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
}

function toIso({ year, month, day }: WrittenDate, timeMs: number | null): string | null {
  const midnight = new Date(Date.UTC(year, month - 1, day));
  // What overflows is no day of the calendar.
  const isDay =
    midnight.getUTCFullYear() === year && midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day;
  return isDay && timeMs !== null ? new Date(midnight.getTime() + timeMs).toISOString() : null;
}
