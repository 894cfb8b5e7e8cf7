import { DAYS, type DigestWindow, type Schedule } from '../news/schedule.ts';
import { readCron, type Times } from './cron.ts';
import { wallClock } from './zone.ts';

const DAY_MS = 86_400_000;
/** The longest a calendar lets one wait: 29 February comes eight years apart around 2100. */
const MOST_DAYS = 8 * 366;

/**
 * The first run after a moment; null where the schedule names no day there is. Each civil time it names runs once: one that the
 * clock skips at the first moment after the gap, one that the clock shows twice at the first.
 */
export function nextRun(schedule: Schedule, zone: string, after: number): number | null {
  const { times, clock, civil, today } = open(schedule, zone, after);
  for (let day = 0; day <= MOST_DAYS; day += 1) {
    for (const time of timesOn(today + day * DAY_MS, times)) {
      // What the clock had shown by then has run; what it is yet to show may have, in the second pass of a doubled hour.
      const run = time > civil ? clock.instantOf(time) : after;
      if (run > after) return run;
    }
  }
  return null;
}

/** The last run at or before a moment. */
export function lastRun(schedule: Schedule, zone: string, until: number): number | null {
  const { times, clock, today } = open(schedule, zone, until);
  for (let day = 1; day >= -MOST_DAYS; day -= 1) {
    for (const time of timesOn(today + day * DAY_MS, times).reverse()) {
      const run = clock.instantOf(time);
      if (run <= until) return run;
    }
  }
  return null;
}

/**
 * What is to be sent now, given what was told up to: one window over all that is due, however many runs were missed; null where
 * no run is due. Its end is a run and not the moment of asking, so that who asks again, after a crash, gets the same.
 */
export function dueWindow(schedule: Schedule, zone: string, toldUntil: number, now: number): DigestWindow | null {
  const to = lastRun(schedule, zone, now);
  if (to === null || to <= toldUntil) return null;
  return { from: toldUntil, to, isCatchUp: nextRun(schedule, zone, toldUntil) !== to };
}

function open(schedule: Schedule, zone: string, moment: number) {
  const clock = wallClock(zone);
  const civil = clock.civilAt(moment);
  return { clock, civil, times: timesOf(schedule), today: Math.floor(civil / DAY_MS) * DAY_MS };
}

function timesOf(schedule: Schedule): Times {
  if (schedule.kind === 'cron') return readCron(schedule.fields);
  const days = { daily: '*', weekdays: '1-5', weekly: '' }[schedule.kind];
  const day = schedule.kind === 'weekly' ? DAYS.indexOf(schedule.day) : days;
  return readCron(`${schedule.minute % 60} ${Math.floor(schedule.minute / 60)} * * ${day}`);
}

/** The civil times of one day, in order. */
function timesOn(day: number, { hours, minutes, isOn }: Times): number[] {
  const date = new Date(day);
  if (!isOn(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())) return [];
  return hours.flatMap((hour) => minutes.map((minute) => day + (hour * 60 + minute) * 60_000));
}
