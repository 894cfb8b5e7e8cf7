/** The moment a feed's date means, as ISO 8601 in UTC; null when it is none. A date without a zone is read as UTC. */
export function readFeedDate(text: string): string | null {
  const given = text.normalize('NFKC').replace(/\s+/g, ' ').trim().slice(0, 100);
  const parts = readIso(given) ?? readMail(given) ?? readEpoch(given);
  return parts === null ? null : toIso(parts);
}

interface DateParts {
  year: number;
  /** 1–12, or more where `day` counts the days of the year. */
  month: number;
  day: number;
  hour?: number;
  minute?: number;
  second?: number;
  ms?: number;
  /** East of Greenwich is positive. */
  zoneMinutes?: number;
}

function toIso(parts: DateParts): string | null {
  const { year, month, day, hour = 0, minute = 0, second = 0, ms = 0, zoneMinutes = 0 } = parts;
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 366 || hour > 24) return null;
  if (minute > 59 || second > 61) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute - zoneMinutes, second, ms);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 ? null : date.toISOString();
}

const TIME = String.raw`(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?)?`;
const ISO = new RegExp(
  String.raw`^(\d{4})(?:([-/.]?)(\d{2})(?:\2(\d{1,2}))?)?(?:(?:[T ]| ?[T,] ?)${TIME} ?(.{0,40}))?$`,
  'i',
);
const ORDINAL = /^(\d{4})-?(\d{3})(?:[T ].*)?$/i;

/** ISO 8601, the web's profile of it, and what looks like them: 2024, 2024-05, 20240506, 2024/05/06 07:08. */
function readIso(text: string): DateParts | null {
  const ordinal = ORDINAL.exec(text);
  if (ordinal) return { year: Number(ordinal[1]), month: 1, day: Number(ordinal[2]) };
  const match = ISO.exec(text);
  if (!match) return null;
  const [, year, , month = '1', day = '1', hour, minute, second, fraction, zone] = match;
  return withTime(
    { year: Number(year), month: Number(month), day: Number(day) },
    { hour, minute, second, fraction, zone },
  );
}

interface TimeText {
  hour: string | undefined;
  minute: string | undefined;
  second: string | undefined;
  fraction?: string | undefined;
  zone: string | undefined;
}

function withTime(date: DateParts, { hour, minute, second, fraction, zone }: TimeText): DateParts {
  const isAfternoon = /^p\.?m\b/i.test(zone ?? '') && Number(hour) < 12;
  const isMidnight = /^a\.?m\b/i.test(zone ?? '') && Number(hour) === 12;
  return {
    ...date,
    hour: Number(hour ?? 0) + (isAfternoon ? 12 : isMidnight ? -12 : 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    ms: Math.floor(Number(`0.${fraction ?? 0}`) * 1000),
    zoneMinutes: readZone((zone ?? '').replace(/^[ap]\.?m\.?\s*/i, '')),
  };
}

/** Mail's and HTTP's dates, and the many that look like them: the words' order is free but day stands before year. */
function readMail(text: string): DateParts | null {
  const clock = /(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(.*)$/iu.exec(text);
  const rest = clock ? `${text.slice(0, clock.index)} ${clock[4] ?? ''}` : text;
  const month = /\p{L}{3,}/gu;
  const named = [...rest.matchAll(month)].map((word) => monthOf(word[0])).find((number) => number !== null);
  const numbers = [
    ...rest.replace(/[+-]\d{1,2}:?\d{2}\b(?![-/.]\d)/g, (zone, at: number) => (at === 0 ? zone : ' ')).matchAll(/\d+/g),
  ].map((digits) => digits[0]);
  const date = named === undefined ? ofNumbers(text) : ofNamed(numbers, named);
  if (date === null) return null;
  if (!clock) return date;
  const zone = (clock[4] ?? '').replace(/\b\d{4}\b(?<![+-]\d{4})/, '').trim();
  return withTime(date, { hour: clock[1], minute: clock[2], second: clock[3], zone });
}

function ofNamed(numbers: string[], month: number): DateParts | null {
  const yearAt = numbers.findIndex((digits) => digits.length === 4);
  const year = numbers[yearAt === -1 ? 1 : yearAt];
  const day = numbers.find((digits, i) => digits.length <= 2 && i !== (yearAt === -1 ? 1 : yearAt));
  if (year === undefined || day === undefined) return null;
  return { year: fullYear(year), month, day: Number(day) };
}

/** 6.5.2024 and 06/05/2024: day first, unless only month first is a date. */
function ofNumbers(text: string): DateParts | null {
  const match = /(?:^|\s)(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?=$|[\s,T])/.exec(text);
  if (!match) return null;
  const [first, second] = [Number(match[1]), Number(match[3])];
  const isMonthFirst = second > 12;
  return { year: fullYear(match[4] ?? ''), month: isMonthFirst ? first : second, day: isMonthFirst ? second : first };
}

/** Two digits as mail reads them (RFC 5322, 4.3). */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function readEpoch(text: string): DateParts | null {
  if (!/^\d{9,13}$/.test(text)) return null;
  const date = new Date(Number(text) * (text.length < 12 ? 1000 : 1));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'sv',
  'da',
  'nb',
  'fi',
  'pl',
  'cs',
  'hu',
  'ro',
  'ru',
  'uk',
  'el',
  'tr',
];

/** Months by their first letters in the languages of the news; what two languages use for two months is left to English. */
const MONTHS = monthNames();

function monthNames(): Map<string, number> {
  const names = new Map<string, number>();
  for (const language of LANGUAGES) {
    for (const month of ['long', 'short'] as const) {
      for (const options of [{ month }, { month, day: 'numeric' } as const]) {
        const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
        for (let number = 1; number <= 12; number++) {
          const parts = format.formatToParts(Date.UTC(2024, number - 1, 15));
          const name = foldName(parts.find(({ type }) => type === 'month')?.value ?? '');
          if (name.length >= 3 && !names.has(name)) names.set(name, number);
        }
      }
    }
  }
  return names;
}

function monthOf(word: string): number | null {
  const name = foldName(word);
  return MONTHS.get(name) ?? MONTHS.get(name.slice(0, 3)) ?? null;
}

function foldName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}|\./gu, '')
    .toLowerCase();
}

/** Zones by the names mail and feeds give them, in hours from UTC. A name that is not here is read as UTC. */
const ZONES: Record<string, number> = {
  UT: 0,
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEST: 1,
  BST: 1,
  IST: 5.5,
  CET: 1,
  MEZ: 1,
  CEST: 2,
  MESZ: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  MSD: 4,
  NST: -3.5,
  NDT: -2.5,
  AST: -4,
  ADT: -3,
  EST: -5,
  EDT: -4,
  ET: -5,
  CST: -6,
  CDT: -5,
  CT: -6,
  MST: -7,
  MDT: -6,
  MT: -7,
  PST: -8,
  PDT: -7,
  PT: -8,
  AKST: -9,
  AKDT: -8,
  HST: -10,
  BRT: -3,
  ART: -3,
  SAST: 2,
  PKT: 5,
  WIB: 7,
  HKT: 8,
  SGT: 8,
  AWST: 8,
  JST: 9,
  KST: 9,
  ACST: 9.5,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
};

function readZone(text: string): number {
  const offset = /(?:^|\b(?:UTC|GMT)|\s)\s?([+-]|\u2212)(\d{1,2}):?(\d{2})?/i.exec(text);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    return offset[1] === '+' ? minutes : -minutes;
  }
  const name = /^[("']*([A-Z]{1,5})\b/i.exec(text)?.[1]?.toUpperCase();
  return (ZONES[name ?? ''] ?? 0) * 60;
}
