/** A stretch of time in milliseconds since 1970, both ends in it. Days, months and years are UTC's. */
export interface Stretch {
  from: number;
  to: number;
}

export const DAY_MS = 86_400_000;
export const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
export const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
export const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

export function wholeDay(start: number): Stretch {
  return { from: start, to: start + DAY_MS - 1 };
}

export function yearWindow(year: number): Stretch {
  return { from: Date.UTC(year, 0), to: Date.UTC(year + 1, 0) - 1 };
}

export function startOfMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

export function startOfYear(time: number): number {
  return Date.UTC(new Date(time).getUTCFullYear(), 0);
}

/** The latest such weekday before today; where `today` is one itself, that one if it `mayBeToday`. */
export function weekdayBefore(day: string | undefined, today: number, mayBeToday: boolean): number {
  const wanted = WEEKDAYS.indexOf(day ?? '');
  const back = (new Date(today).getUTCDay() - wanted + 7) % 7;
  return today - (back === 0 && !mayBeToday ? 7 : back) * DAY_MS;
}

export function monthNumber(name: string | undefined): number {
  return MONTHS.findIndex((month) => month.startsWith((name ?? '').slice(0, 3)));
}

/** The month of that year, or without a year the latest one that has begun. */
export function monthWindow(name: string | undefined, year: string | undefined, today: number): Stretch | null {
  const month = monthNumber(name);
  const from = year ? Date.UTC(Number(year), month) : monthBefore(month, today);
  const date = new Date(from);
  return { from, to: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) - 1 };
}

export function monthBefore(month: number, time: number): number {
  const date = new Date(time);
  const year = date.getUTCFullYear() - (month > date.getUTCMonth() ? 1 : 0);
  return Date.UTC(year, month);
}

export function dayWindow(
  name: string | undefined,
  day: string | undefined,
  year: string | undefined,
  today: number,
): Stretch | null {
  const month = monthWindow(name, year, today);
  if (!month) return null;
  const start = month.from + (Number(day) - 1) * DAY_MS;
  if (start < month.from || start > month.to) return null;
  if (year || start <= today) return wholeDay(start);
  const date = new Date(start);
  return wholeDay(Date.UTC(date.getUTCFullYear() - 1, date.getUTCMonth(), date.getUTCDate()));
}

export function numberOf(words: string | undefined): number {
  if (words === undefined || words === '') return 1;
  if (/^\d/.test(words)) return Number(words);
  if (words.startsWith('couple')) return 2;
  if (words === 'few') return 3;
  return Math.max(1, NUMBERS.indexOf(words));
}

function daysOf(unit: string | undefined): number {
  return { day: 1, week: 7, month: 31, year: 366 }[unit ?? ''] ?? 1;
}

export function spanBack(count: number, unit: string | undefined, now: number): Stretch {
  return { from: now - count * daysOf(unit) * DAY_MS, to: now };
}

/** "Three weeks ago" is not to the day: half a unit around it. */
export function around(count: number, unit: string | undefined, today: number): Stretch {
  const middle = today - count * daysOf(unit) * DAY_MS;
  const slack = Math.floor(daysOf(unit) / 2) * DAY_MS;
  return { from: middle - slack, to: middle + DAY_MS - 1 + slack };
}

export function unitBefore(unit: string | undefined, today: number): Stretch {
  if (unit === 'year') return yearWindow(new Date(today).getUTCFullYear() - 1);
  if (unit === 'month') return { from: startOfMonth(startOfMonth(today) - 1), to: startOfMonth(today) - 1 };
  const monday = weekdayBefore('monday', today, true);
  return { from: monday - 7 * DAY_MS, to: monday - 1 };
}
