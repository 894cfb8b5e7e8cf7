import { describe, expect, test } from 'vitest';
import { dueWindow, lastRun, nextRun } from '../../src/digests/schedule.ts';
import type { DigestWindow, Schedule } from '../../src/news/schedule.ts';
import { civilClock, firstMoments } from './clock-on-the-wall.ts';
import { seeded } from './seeded.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const daily = (hour: number, minute = 0): Schedule => ({ kind: 'daily', minute: hour * 60 + minute });
const cron = (fields: string): Schedule => ({ kind: 'cron', fields });

/** Where the clock is put forward and back in 2026: the first moment of the new time, UTC. */
const ZONES = [
  { zone: 'Europe/Berlin', forward: '2026-03-29T01:00Z', back: '2026-10-25T01:00Z' },
  { zone: 'America/New_York', forward: '2026-03-08T07:00Z', back: '2026-11-01T06:00Z' },
  // Half an hour only.
  { zone: 'Australia/Lord_Howe', forward: '2026-10-03T15:30Z', back: '2026-04-04T15:00Z' },
  { zone: 'America/St_Johns', forward: '2026-03-08T05:30Z', back: '2026-11-01T04:30Z' },
  // At midnight, forward out of the last minute of a day and back into the day before.
  { zone: 'Asia/Beirut', forward: '2026-03-28T22:00Z', back: '2026-10-24T21:00Z' },
];

test.each([
  ['a usual day', daily(8), 'Europe/Berlin', '2026-01-10T06:59Z', '2026-01-10T07:00Z'],
  ['at the very moment of a run, the one after', daily(8), 'Europe/Berlin', '2026-01-10T07:00Z', '2026-01-11T07:00Z'],
  ['02:30 of a day without it, at 03:00', daily(2, 30), 'Europe/Berlin', '2026-03-28T12:00Z', '2026-03-29T01:00Z'],
  ['and the day after at 02:30 again', daily(2, 30), 'Europe/Berlin', '2026-03-29T01:00Z', '2026-03-30T00:30Z'],
  ['the first of two 02:30', daily(2, 30), 'Europe/Berlin', '2026-10-24T12:00Z', '2026-10-25T00:30Z'],
  ['not the second', daily(2, 30), 'Europe/Berlin', '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
  ['not the second, asked within it', daily(2, 30), 'Europe/Berlin', '2026-10-25T01:10Z', '2026-10-26T01:30Z'],
  ['a gap of half an hour', daily(2, 15), 'Australia/Lord_Howe', '2026-10-03T00:00Z', '2026-10-03T15:30Z'],
  ['half an hour twice', daily(1, 45), 'Australia/Lord_Howe', '2026-04-04T14:45Z', '2026-04-05T15:15Z'],
  ['midnight of a day that begins at one', daily(0), 'Asia/Beirut', '2026-03-28T12:00Z', '2026-03-28T22:00Z'],
  [
    'weekdays, from Friday over the weekend',
    { kind: 'weekdays', minute: 450 },
    'UTC',
    '2026-01-09T08:00Z',
    '2026-01-12T07:30Z',
  ],
  ['weekly', { kind: 'weekly', day: 'sun', minute: 0 }, 'UTC', '2026-01-05T00:00Z', '2026-01-11T00:00Z'],
  [
    'the day of the week is that of the zone',
    { kind: 'weekly', day: 'mon', minute: 60 },
    'Asia/Tokyo',
    '2026-01-03T00:00Z',
    '2026-01-04T16:00Z',
  ],
  ['cron with either kind of day', cron('0 9 13 * fri'), 'UTC', '2026-01-10T00:00Z', '2026-01-13T09:00Z'],
  ['cron on the 29th of February', cron('0 9 29 2 *'), 'UTC', '2096-03-01T00:00Z', '2104-02-29T09:00Z'],
  ['cron with a step', cron('0 */6 * * *'), 'UTC', '2026-01-10T06:00Z', '2026-01-10T12:00Z'],
  [
    'an hour twice in a cron of every hour',
    cron('15 * * * *'),
    'Europe/Berlin',
    '2026-10-25T00:15Z',
    '2026-10-25T02:15Z',
  ],
] as [string, Schedule, string, string, string][])('the next run: %s', (_, schedule, zone, after, expected) => {
  expect(iso(nextRun(schedule, zone, Date.parse(after)))).toBe(iso(Date.parse(expected)));
});

describe.each(ZONES)('in $zone', ({ zone, forward, back }) => {
  test.each([2 * 60 + 15, 8 * 60, 23 * 60 + 45, 1 * 60 + 45])(
    'a year has exactly one run a local day, at minute %i',
    (minute) => {
      const end = Date.UTC(2027, 0, 2);
      const days: string[] = [];
      let run = nextRun({ kind: 'daily', minute }, zone, Date.UTC(2025, 11, 31, 12));
      for (; run !== null && run < end; run = nextRun({ kind: 'daily', minute }, zone, run))
        days.push(localDay(zone, run));
      expect(days).toEqual(daysFrom(days[0] ?? '', days.length));
      expect(days.length).toBeGreaterThanOrEqual(366);
    },
  );

  const changes = [forward, back].map((change) => {
    const [from, to] = [Date.parse(change) - 30 * HOUR, Date.parse(change) + 30 * HOUR];
    return { from, to, moments: [...firstMoments(zone, from, to)] };
  });
  const schedules = [
    '15 2 * * *',
    '45 1 * * *',
    '0 0 * * *',
    '30 * * * *',
    '0 */2 * * *',
    '0,30 1-3 * * *',
    '15 2 * * 0',
    '30 23 * * *',
  ];
  test.each(schedules)('cron %s runs at the first moment of each civil time, over both changes', (fields) => {
    for (const { from, to, moments } of changes) {
      const expected = moments.filter(([shown]) => matches(shown, fields)).map(([, moment]) => moment);
      expect(runsBetween(cron(fields), zone, from, to).map(iso)).toEqual([...new Set(expected)].map(iso));
    }
  });

  test('the last run before a moment is the one whose next run lies after it', () => {
    const random = seeded(3);
    for (let round = 0; round < 100; round += 1) {
      const schedule = random.pick([daily(2, 15), cron('30 * * * *'), daily(23, 45)]);
      const now = Date.parse(random.pick([forward, back])) + (random.below(72 * 60) - 36 * 60) * 60_000;
      const last = lastRun(schedule, zone, now);
      expect(last).toBeLessThanOrEqual(now);
      expect(nextRun(schedule, zone, last ?? 0)).toBeGreaterThan(now);
    }
  });
});

describe('what is due', () => {
  const at = (text: string) => Date.parse(text);
  const due = (told: string, now: string) => dueWindow(daily(8), 'Europe/Berlin', at(told), at(now));

  test.each([
    ['nothing before the hour', '2026-03-27T07:00Z', '2026-03-28T06:59Z', null],
    [
      'one day at the hour',
      '2026-03-27T07:00Z',
      '2026-03-28T07:00Z',
      ['2026-03-27T07:00Z', '2026-03-28T07:00Z', false],
    ],
    [
      'the same window when asked late',
      '2026-03-27T07:00Z',
      '2026-03-28T07:45Z',
      ['2026-03-27T07:00Z', '2026-03-28T07:00Z', false],
    ],
    ['nothing twice', '2026-03-28T07:00Z', '2026-03-28T07:45Z', null],
    [
      '23 hours over the change',
      '2026-03-28T07:00Z',
      '2026-03-29T06:00Z',
      ['2026-03-28T07:00Z', '2026-03-29T06:00Z', false],
    ],
    [
      'three missed days as one',
      '2026-03-26T07:00Z',
      '2026-03-29T09:00Z',
      ['2026-03-26T07:00Z', '2026-03-29T06:00Z', true],
    ],
    ['nothing for a digest just set up', '2026-03-28T07:30Z', '2026-03-28T08:00Z', null],
    [
      'less than a day for its first one',
      '2026-03-28T12:00Z',
      '2026-03-29T06:00Z',
      ['2026-03-28T12:00Z', '2026-03-29T06:00Z', false],
    ],
    ['nothing when the clock was put back', '2026-03-28T07:00Z', '2026-03-27T12:00Z', null],
  ] as [string, string, string, [string, string, boolean] | null][])('%s', (_, told, now, expected) => {
    const window = expected && { from: at(expected[0]), to: at(expected[1]), isCatchUp: expected[2] };
    expect(due(told, now)).toEqual(window);
  });

  test('whenever it is asked, and however long it was down, windows follow without a gap and one at a time', () => {
    const random = seeded(5);
    for (const { zone } of ZONES) {
      const schedule = random.pick([daily(2, 15), cron('30 */3 * * *'), { kind: 'weekdays', minute: 90 } as const]);
      const windows = live(schedule, zone, () => random.below(random.pick([6 * HOUR, DAY, 9 * DAY])));
      expect(windows.length).toBeGreaterThan(20);
      for (const [i, window] of windows.slice(1).entries()) expect(window.from).toBe(windows[i]?.to);
      for (const { from, to, isCatchUp } of windows.filter((window) => window.to - window.from < 2 * DAY)) {
        expect(nextRun(schedule, zone, to - 1)).toBe(to);
        expect(isCatchUp).toBe(runsBetween(schedule, zone, from + 1, to + 1).length > 1);
      }
    }
  });
});

/** Half a year of asking after pauses; a telling may fail, and is asked for again. */
function live(schedule: Schedule, zone: string, pause: () => number): DigestWindow[] {
  const windows: DigestWindow[] = [];
  let told = Date.UTC(2026, 1, 1);
  for (let now = told; now < Date.UTC(2026, 11, 1); now += pause()) {
    const window = dueWindow(schedule, zone, told, now);
    const again = dueWindow(schedule, zone, told, now);
    expect(again).toEqual(window);
    if (!window) continue;
    expect(window.to).toBeLessThanOrEqual(now);
    windows.push(window);
    told = window.to;
    expect(dueWindow(schedule, zone, told, now)).toBeNull();
  }
  return windows;
}

function runsBetween(schedule: Schedule, zone: string, from: number, to: number): number[] {
  const runs: number[] = [];
  let run = nextRun(schedule, zone, from - 1);
  for (; run !== null && run < to; run = nextRun(schedule, zone, run)) runs.push(run);
  return runs;
}

/** The few shapes of cron that are used here, read anew. */
function matches(shown: string, fields: string): boolean {
  const [minutes = '', hours = '', , , weekday = '*'] = fields.split(' ');
  const [hour, minute] = shown.slice(11).split(':').map(Number);
  const isDay = weekday === '*' || new Date(`${shown.slice(0, 10)}T00:00Z`).getUTCDay() === Number(weekday);
  const hoursOf: Record<string, (one: number) => boolean> = {
    '*': () => true,
    '*/2': (one) => one % 2 === 0,
    '1-3': (one) => one >= 1 && one <= 3,
  };
  const isHour = (hoursOf[hours] ?? ((one: number) => one === Number(hours)))(hour ?? -1);
  return (
    isDay &&
    isHour &&
    minutes
      .split(',')
      .map(Number)
      .includes(minute ?? -1)
  );
}

function localDay(zone: string, moment: number): string {
  return civilClock(zone)(moment).slice(0, 10);
}

function daysFrom(first: string, count: number): string[] {
  const start = Date.parse(`${first}T00:00Z`);
  return Array.from({ length: count }, (_, i) => new Date(start + i * DAY).toISOString().slice(0, 10));
}

function iso(moment: number | null): string {
  return moment === null ? 'never' : new Date(moment).toISOString();
}
