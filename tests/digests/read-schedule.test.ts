import { expect, test } from 'vitest';
import { quietUntil } from '../../src/digests/quiet.ts';
import { readQuietHours, readSchedule, writeQuietHours, writeSchedule } from '../../src/digests/read-schedule.ts';
import { readZone } from '../../src/digests/zone.ts';

test.each([
  ['daily 08:00', 'daily 08:00'],
  ['Daily at 8', 'daily 08:00'],
  ['daily 8 pm', 'daily 20:00'],
  ['daily 12:15am', 'daily 00:15'],
  ['weekdays 7:30', 'weekdays 07:30'],
  ['weekly mon 9:00', 'weekly mon 09:00'],
  ['weekly on Thursdays at 9.05', 'weekly thu 09:05'],
  ['saturday 10:00', 'weekly sat 10:00'],
  ['tues 6:00', 'weekly tue 06:00'],
  ['cron 0 8 * * 1-5', 'cron 0 8 * * 1-5'],
  ['cron  5  */2  1,15  jan-mar  sat-sun', 'cron 5 */2 1,15 jan-mar sat-sun'],
])('“%s” is read as %s', (given, expected) => {
  const schedule = readSchedule(given);
  expect(writeSchedule(schedule)).toBe(expected);
  expect(readSchedule(expected)).toEqual(schedule);
});

test.each([
  ['', 'give daily 08:00'],
  ['hourly', 'give daily 08:00'],
  ['daily', 'the time is missing'],
  ['daily 24:00', '“24:00” is no time of day'],
  ['daily 13 pm', '“13 pm” is no time of day'],
  ['weekdays 7:60', '“7:60” is no time of day'],
  ['weekly 9:00', '“9:00” is no day of the week'],
  ['weekly someday 9:00', '“someday” is no day of the week'],
  ['monthly 1 9:00', 'give daily 08:00'],
  ['cron 0 8 * *', 'five fields'],
  ['cron 0 0 8 * * *', 'five fields'],
  ['cron 61 8 * * *', '“61” is no minute (0–59)'],
  ['cron 0 8 * foo *', '“foo” is no month (1–12)'],
  ['cron 0 8 0 * *', '“0” is no day of the month (1–31)'],
  ['cron 0 8 * * 5-2', '“5-2” runs backwards'],
  ['cron 0 8 * * 1-', '“1-” is no day of the week'],
  ['cron 0 */0 * * *', '“*/0” is no hour'],
  ['cron 0 8 30 2 *', 'no such day'],
  ['cron */10 * * * *', 'at most once an hour'],
])('“%s” can’t be used: %s', (given, problem) => {
  expect(() => readSchedule(given)).toThrow(expect.objectContaining({ code: 'badSchedule' }));
  expect(() => readSchedule(given)).toThrow(problem);
});

test.each([
  ['Europe/Berlin', 'Europe/Berlin'],
  ['america/new_york', 'America/New_York'],
  ['New York', 'America/New_York'],
  [' lord howe ', 'Australia/Lord_Howe'],
  ['utc', 'UTC'],
])('“%s” is the zone %s', (given, expected) => {
  expect(readZone(given)).toBe(expected);
});

test('an older or younger name of a zone is known too', () => {
  const [younger, older] = ['Asia/Kolkata', 'Asia/Calcutta'].map(readZone);
  expect(younger).toBe(older);
});

test.each(['EST', '+02:00', 'Etc/GMT+5', 'Mars/Olympus', 'Europe', ''])('“%s” is no zone', (given) => {
  expect(() => readZone(given)).toThrow(expect.objectContaining({ code: 'badZone' }));
});

test.each([
  ['22:00-07:00', '22:00-07:00'],
  ['22 – 7', '22:00-07:00'],
  ['10pm to 6:30am', '22:00-06:30'],
])('“%s” are the quiet hours %s', (given, expected) => {
  expect(writeQuietHours(readQuietHours(given))).toBe(expected);
});

test.each(['22:00', '22:00-22:00', '22:00-07:00-08:00', 'night', '25:00-07:00'])('“%s” are no quiet hours', (given) => {
  expect(() => readQuietHours(given)).toThrow(expect.objectContaining({ code: 'badQuietHours' }));
});

test.each([
  ['in the evening before', '22:00-07:00', '2026-01-10T20:59Z', null],
  ['when it begins', '22:00-07:00', '2026-01-10T21:00Z', '2026-01-11T06:00Z'],
  ['after midnight', '22:00-07:00', '2026-01-11T05:59Z', '2026-01-11T06:00Z'],
  ['when it ends', '22:00-07:00', '2026-01-11T06:00Z', null],
  ['in the night the clock is put forward', '22:00-07:00', '2026-03-28T22:00Z', '2026-03-29T05:00Z'],
  ['in the night the clock is put back', '22:00-07:00', '2026-10-24T22:00Z', '2026-10-25T06:00Z'],
  ['where it ends in the hour that is skipped', '22:00-02:30', '2026-03-29T00:30Z', '2026-03-29T01:00Z'],
  ['where it has ended in the hour that comes twice', '22:00-02:30', '2026-10-25T01:10Z', null],
  ['at midday, where it is quiet then', '12:00-13:00', '2026-01-10T11:30Z', '2026-01-10T12:00Z'],
  ['at night, where it is quiet at midday', '12:00-13:00', '2026-01-10T00:00Z', null],
])('quiet in Berlin, %s (%s)', (_, hours, now, until) => {
  expect(quietUntil(readQuietHours(hours), 'Europe/Berlin', Date.parse(now))).toBe(until && Date.parse(until));
});
