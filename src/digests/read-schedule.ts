import { UserError } from '../errors.ts';
import { DAYS, type Day, type QuietHours, type Schedule } from '../news/schedule.ts';
import { readCron } from './cron.ts';
import { nextRun } from './schedule.ts';

const WHOLE_DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const EXPECTED = 'give daily 08:00, weekdays 7:30, weekly mon 9:00 or cron 0 8 * * 1-5';

/** Reads a schedule as it is typed ("weekdays 7:30"). Throws UserError badSchedule. */
export function readSchedule(given: string): Schedule {
  const words = given.trim().toLowerCase().split(/\s+/);
  const [first = '', ...rest] = words.filter((word) => word !== 'at' && word !== 'on');
  if (first === 'cron') return readCronSchedule(given, rest.join(' '));
  if (first === 'daily' || first === 'weekdays') return { kind: first, minute: readTime(rest.join(' '), given) };
  const [day, ...time] = first === 'weekly' ? rest : [first, ...rest];
  if (first === 'weekly' || readDay(day ?? '') !== null) return readWeekly(day ?? '', time.join(' '), given);
  throw bad(given, EXPECTED);
}

/** As it would be typed; reading it gives the same schedule. */
export function writeSchedule(schedule: Schedule): string {
  if (schedule.kind === 'cron') return `cron ${schedule.fields}`;
  const day = schedule.kind === 'weekly' ? ` ${schedule.day}` : '';
  return `${schedule.kind}${day} ${writeTime(schedule.minute)}`;
}

/** Reads quiet hours ("22:00-07:00"). Throws UserError badQuietHours. */
export function readQuietHours(given: string): QuietHours {
  const [from = null, to = null, ...more] = given.split(/\s*(?:-|–|\bto\b|\buntil\b)\s*/i).map(minuteOf);
  if (from === null || to === null || from === to || more.length > 0) throw new UserError('badQuietHours', { given });
  return { from, to };
}

export function writeQuietHours({ from, to }: QuietHours): string {
  return `${writeTime(from)}-${writeTime(to)}`;
}

function readCronSchedule(given: string, fields: string): Schedule {
  const schedule: Schedule = { kind: 'cron', fields };
  // A digest each minute is nothing anybody means; one minute of an hour is at most a digest an hour.
  if (readCron(fields).minutes.length > 1) throw bad(given, 'a digest comes at most once an hour: give one minute');
  if (nextRun(schedule, 'UTC', Date.UTC(2000)) === null) throw bad(given, 'there is no such day in any year');
  return schedule;
}

function readWeekly(day: string, time: string, given: string): Schedule {
  const known = readDay(day);
  if (known === null) throw bad(given, `“${day}” is no day of the week: give one of ${DAYS.join(', ')}`);
  return { kind: 'weekly', day: known, minute: readTime(time, given) };
}

/** "mon", "Mondays", "thurs". */
function readDay(word: string): Day | null {
  const bare = word.replace(/s$/, '');
  return DAYS.find((_, place) => bare.length >= 3 && WHOLE_DAYS[place]?.startsWith(bare)) ?? null;
}

function readTime(text: string, given: string): number {
  const minute = minuteOf(text);
  if (minute === null)
    throw bad(
      given,
      text === ''
        ? 'the time is missing: add one such as 08:00'
        : `“${text}” is no time of day: give one such as 08:00`,
    );
  return minute;
}

/** Minutes from midnight of "8", "08:00", "7.30", "7:30 pm". */
function minuteOf(text: string): number | null {
  const [, hours, minutes = '0', half] = /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?$/i.exec(text.trim()) ?? [];
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (hours === undefined || minute > 59 || hour > (half ? 12 : 23) || (half && hour === 0)) return null;
  const hourOfDay = half ? (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : hour;
  return hourOfDay * 60 + minute;
}

function writeTime(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function bad(given: string, problem: string): UserError {
  return new UserError('badSchedule', { given, problem });
}
