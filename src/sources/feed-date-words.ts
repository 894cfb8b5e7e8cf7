import type { WrittenDate } from './feed-date.ts';

/** Mail's and HTTP's dates, and the many that look like them: the day, the month's name and the year in any order. */
export function readWordyDate(text: string): { date: WrittenDate; time: string } | null {
  const clock = /\d{1,2}[:h]\d{2}(?!\d)/.exec(text);
  const time = clock ? text.slice(clock.index) : '';
  const before = clock ? text.slice(0, clock.index) : text;
  // A year may stand behind the time (asctime), where it is no zone.
  const late = /(?:^|\s)(\d{4})$/.exec(time)?.[1];
  const date = readNamed(before, late) ?? readNumbers(before);
  return date && { date, time: late ? time.slice(0, -late.length).trim() : time };
}

function readNamed(text: string, lateYear: string | undefined): WrittenDate | null {
  const words = text.match(/\p{L}{3,}/gu) ?? [];
  // The last, for many a weekday is short for a month elsewhere (mardi, martes).
  const month = words.map(monthOf).findLast((number) => number !== null);
  const numbers = text.match(/\d+/g) ?? [];
  const full = numbers.find((digits) => digits.length === 4);
  const [day, short] = numbers.filter((digits) => digits.length <= 2);
  const year = full ?? lateYear ?? short;
  if (month === undefined || day === undefined || year === undefined) return null;
  return { year: fullYear(year), month, day: Number(day) };
}

/** 6.5.2024 and 06/05/2024: the day first, unless only month first is a date. */
function readNumbers(text: string): WrittenDate | null {
  const match = /(?:^|\s)(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?=$|[\s,T])/.exec(text);
  if (!match) return null;
  const [first, second] = [Number(match[1]), Number(match[3])];
  const [day, month] = second > 12 ? [second, first] : [first, second];
  return { year: fullYear(match[4] ?? ''), month, day };
}

/** Two digits as mail reads them (RFC 5322, 4.3). */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

const WEEKDAYS = new Set(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
const ENGLISH = new Map(
  'january february march april may june july august september october november december'
    .split(' ')
    .flatMap((name, i) => [name, name.slice(0, 3), name.slice(0, 4)].map((form): [string, number] => [form, i + 1])),
);
// The order is deliberate: a name that two languages use for two months is the first one's.
const LANGUAGES = 'en de fr es it pt nl sv da nb fi pl cs hu ro ru uk el tr'.split(' ');
let foreign: Map<string, number> | null = null;

/** Made when the first such name is met: it takes a tenth of a second. */
function foreignNames(): Map<string, number> {
  if (foreign) return foreign;
  foreign = new Map();
  for (const language of LANGUAGES) {
    for (const month of ['long', 'short'] as const) {
      // Alone, and as it stands in a date.
      addNames(foreign, new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' }));
      addNames(foreign, new Intl.DateTimeFormat(language, { month, day: 'numeric', timeZone: 'UTC' }));
    }
  }
  return foreign;
}

function addNames(names: Map<string, number>, format: Intl.DateTimeFormat): void {
  for (let number = 1; number <= 12; number++) {
    const parts = format.formatToParts(Date.UTC(2024, number - 1, 15));
    const name = foldName(parts.find(({ type }) => type === 'month')?.value ?? '');
    if (name.length >= 3 && !names.has(name)) names.set(name, number);
  }
}

function monthOf(word: string): number | null {
  const name = foldName(word);
  const start = name.slice(0, 3);
  if (WEEKDAYS.has(start)) return null;
  // By whole names first: another language's may begin like one of English and be another month's.
  return ENGLISH.get(name) ?? foreignNames().get(name) ?? ENGLISH.get(start) ?? foreignNames().get(start) ?? null;
}

function foldName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}|\./gu, '')
    .toLowerCase();
}
