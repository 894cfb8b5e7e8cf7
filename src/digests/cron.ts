import { UserError } from '../errors.ts';
import { DAYS } from '../news/schedule.ts';

/** The civil times a cron line names. */
export interface Times {
  minutes: readonly number[];
  hours: readonly number[];
  isOn(year: number, month: number, day: number): boolean;
}

interface Field {
  name: string;
  least: number;
  most: number;
  names: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const FIELDS = [
  { name: 'minute', least: 0, most: 59, names: [] },
  { name: 'hour', least: 0, most: 23, names: [] },
  { name: 'day of the month', least: 1, most: 31, names: [] },
  { name: 'month', least: 1, most: 12, names: ['', ...MONTHS] },
  // 7 is Sunday too.
  { name: 'day of the week', least: 0, most: 7, names: DAYS },
] as const satisfies Field[];

/** Reads five fields of crontab(5): numbers, names, lists, ranges, steps. Throws UserError badSchedule. */
export function readCron(fields: string): Times {
  const parts = fields.trim().toLowerCase().split(/\s+/);
  if (parts.length !== FIELDS.length) throw bad(fields, 'a cron line has five fields, such as 0 8 * * 1-5');
  const read = FIELDS.map((field, i) => readField(parts[i] ?? '', field, fields));
  const [minutes = [], hours = [], days = [], months = [], weekdays = []] = read;
  // As cron has it: where both kinds of days are named, either will do.
  const isEither = !parts[2]?.startsWith('*') && !parts[4]?.startsWith('*');
  const isOn = (year: number, month: number, day: number) => {
    const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
    const onDay = days.includes(day);
    const onWeekday = weekdays.some((one) => one % 7 === weekday);
    return months.includes(month) && (isEither ? onDay || onWeekday : onDay && onWeekday);
  };
  return { minutes, hours, isOn };
}

/** The numbers a field stands for, the smallest first. */
function readField(text: string, field: Field, line: string): number[] {
  const numbers = text.split(',').flatMap((part) => {
    const [, range = '', step = '1'] = /^([^/]+)(?:\/([1-9]\d?))?$/.exec(part) ?? [];
    const [from, to] = readRange(range, part !== range, field);
    if (from === null || to === null) {
      throw bad(line, `“${text}” is no ${field.name} (${field.least}–${field.most})`);
    }
    if (from > to) throw bad(line, `“${part}” runs backwards`);
    return countUp(from, to).filter((number) => (number - from) % Number(step) === 0);
  });
  return [...new Set(numbers)].sort((one, other) => one - other);
}

function readRange(text: string, hasStep: boolean, field: Field): [number | null, number | null] {
  if (text === '*') return [field.least, field.most];
  const [first = '', last, ...more] = text.split('-');
  if (more.length > 0) return [null, null];
  const from = readNumber(first, field);
  // "5/15" is every 15 from 5 on.
  const to = last === undefined ? (hasStep ? field.most : from) : readNumber(last, field);
  return [from, to === 0 && last === 'sun' ? 7 : to];
}

function readNumber(text: string, { least, most, names }: Field): number | null {
  const named = text === '' ? -1 : names.indexOf(text);
  const number = named >= 0 ? named : /^\d{1,2}$/.test(text) ? Number(text) : -1;
  return number >= least && number <= most ? number : null;
}

function countUp(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

function bad(given: string, problem: string): UserError {
  return new UserError('badSchedule', { given, problem });
}
