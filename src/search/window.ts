import {
  around,
  DAY_MS,
  dayWindow,
  MONTHS,
  monthBefore,
  monthNumber,
  monthWindow,
  NUMBERS,
  numberOf,
  type Stretch,
  spanBack,
  startOfMonth,
  startOfYear,
  unitBefore,
  WEEKDAYS,
  weekdayBefore,
  wholeDay,
  yearWindow,
} from './calendar.ts';

/** A stretch of time a question names, in milliseconds since 1970; `to` is the last moment of it. */
export interface TimeWindow {
  from: number;
  to: number;
  /** The words that named it, as they stand in the question. */
  words: string;
  /** Whether it is told from the day of asking ("yesterday") or by the calendar ("in March 2022"). */
  relative: boolean;
}

const MONTH = `(${MONTHS.join('|')}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?`;
const WEEKDAY = `(${WEEKDAYS.join('|')})`;
const YEAR = '((?:19|20)\\d\\d)';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const COUNT = `(\\d{1,3}|an?|few|couple(?: of)?|${NUMBERS.slice(1).join('|')})`;
const UNIT = '(day|week|month|year)s?';

interface Rule {
  pattern: RegExp;
  relative: boolean;
  /** `groups` are the pattern's, `today` the first moment (UTC) of the day of asking, `now` the moment. */
  window(groups: string[], today: number, now: number): Stretch | null;
}

/**
 * The time a question is about, seen from when it is asked; null where it names none. Days are UTC's. A time that lies
 * wholly in the future is none: nothing can have been read about it then.
 */
export function windowOf(question: string, asOf: number): TimeWindow | null {
  const today = Math.floor(asOf / DAY_MS) * DAY_MS;
  for (const { pattern, relative, window } of RULES) {
    const match = pattern.exec(question);
    if (!match) continue;
    const found = window(
      match.slice(1).map((group) => group?.toLowerCase() ?? ''),
      today,
      asOf,
    );
    if (!found || found.from > asOf) continue;
    return { from: found.from, to: Math.min(found.to, asOf), words: match[0], relative };
  }
  return null;
}

function rule(source: string, relative: boolean, window: Rule['window']): Rule {
  return { pattern: new RegExp(`\\b(?:${source})\\b`, 'i'), relative, window };
}

/** The narrower first: "since March 3, 2022" is no "March". */
const RULES: Rule[] = [
  rule(`between ${MONTH} and ${MONTH}(?:,? ${YEAR})?`, false, ([first, last, year], today) => {
    const end = monthWindow(last, year, today);
    const start = end && monthBefore(monthNumber(first), end.from);
    return end && start !== null ? { from: start, to: end.to } : null;
  }),
  rule(`since (?:last )?${WEEKDAY}`, true, ([day], today, now) => ({ from: weekdayBefore(day, today, true), to: now })),
  rule(`since ${MONTH}(?: ${DAY})?(?:,? ${YEAR})?`, false, ([month, day, year], today, now) => {
    const found = day ? dayWindow(month, day, year, today) : monthWindow(month, year, today);
    return found && { from: found.from, to: now };
  }),
  rule(`since ${DAY} (?:of )?${MONTH}(?:,? ${YEAR})?`, false, ([day, month, year], today, now) => {
    const found = dayWindow(month, day, year, today);
    return found && { from: found.from, to: now };
  }),
  rule(`since ${YEAR}`, false, ([year], _today, now) => ({ from: Date.UTC(Number(year), 0), to: now })),
  rule('since yesterday', true, (_, today, now) => ({ from: today - DAY_MS, to: now })),
  rule('since last (week|month|year)', true, ([unit], today, now) => ({ from: unitBefore(unit, today).from, to: now })),
  rule(`(?:in|over|during|for|within) the (?:last|past) ${UNIT}`, true, ([unit], _, now) => spanBack(1, unit, now)),
  rule(`(?:last|past|previous) ${COUNT} ${UNIT}`, true, ([count, unit], _, now) =>
    spanBack(numberOf(count), unit, now),
  ),
  // What something is compared with is not what the question is about: "dearer than a year ago".
  rule(`(?<!\\b(?:than|from)\\b[^.?!]*)\\b${COUNT} ${UNIT} ago`, true, ([count, unit], today) =>
    around(numberOf(count), unit, today),
  ),
  rule('day before yesterday', true, (_, today) => wholeDay(today - 2 * DAY_MS)),
  rule('yesterday', true, (_, today) => wholeDay(today - DAY_MS)),
  rule('(?:today|tonight|this (?:morning|afternoon|evening))', true, (_, today) => wholeDay(today)),
  rule('last night', true, (_, today) => ({ from: today - DAY_MS, to: today + DAY_MS - 1 })),
  rule('(?:earlier )?this week|in recent days|past few days', true, (_, today, now) => ({
    from: today - 7 * DAY_MS,
    to: now,
  })),
  rule('(?:earlier )?this month', true, (_, today, now) => ({ from: startOfMonth(today), to: now })),
  rule('(?:earlier )?this year', true, (_, today, now) => ({ from: startOfYear(today), to: now })),
  rule('(?:over the |this |last |past )weekend', true, (_, today) => {
    const saturday = weekdayBefore('saturday', today, true);
    return { from: saturday, to: saturday + 2 * DAY_MS - 1 };
  }),
  rule('last (week|month|year)', true, ([unit], today) => unitBefore(unit, today)),
  rule(`(?:on |last |this |early |late )+${WEEKDAY}`, true, ([day], today) =>
    wholeDay(weekdayBefore(day, today, true)),
  ),
  rule(`last ${MONTH}`, true, ([month], today) => monthWindow(month, '', startOfMonth(today) - 1)),
  rule(`${MONTH} ${DAY}(?:,? ${YEAR})?`, false, ([month, day, year], today) => dayWindow(month, day, year, today)),
  rule(`${DAY} (?:of )?${MONTH}(?:,? ${YEAR})?`, false, ([day, month, year], today) =>
    dayWindow(month, day, year, today),
  ),
  rule(`(\\d{4})-(\\d\\d)-(\\d\\d)`, false, ([year, month, day]) =>
    wholeDay(Date.UTC(Number(year), Number(month) - 1, Number(day))),
  ),
  rule(`${MONTH},? (?:of )?${YEAR}`, false, ([month, year], today) => monthWindow(month, year, today)),
  rule(`(?:in|during|by|of|early|late|mid) ?-?${MONTH}`, false, ([month], today) => monthWindow(month, '', today)),
  rule(`(?:in|during|of|early|late) ${YEAR}`, false, ([year]) => yearWindow(Number(year))),
];
