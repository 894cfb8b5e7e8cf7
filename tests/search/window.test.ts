import { expect, test } from 'vitest';
import { windowOf } from '../../src/search/window.ts';

/** A Wednesday. */
const ASKED = '2026-11-25T15:30:00Z';
const NOW = 'now';

// question · the first day it means · the last one
const CASES: [string, string, string][] = [
  ['What did the minister say yesterday?', '2026-11-24', '2026-11-24'],
  ['Who resigned the day before yesterday?', '2026-11-23', '2026-11-23'],
  ['What happened today?', '2026-11-25', NOW],
  ['Which bridge was closed this morning?', '2026-11-25', NOW],
  ['Who won last night?', '2026-11-24', NOW],
  ['Which bank failed this week?', '2026-11-18', NOW],
  ['What was decided last week?', '2026-11-16', '2026-11-22'],
  ['What changed since Monday?', '2026-11-23', NOW],
  ['What changed since last Thursday?', '2026-11-19', NOW],
  ['Who was arrested on Friday?', '2026-11-20', '2026-11-20'],
  ['What opened on Wednesday?', '2026-11-25', NOW],
  ['What happened over the weekend?', '2026-11-21', '2026-11-22'],
  ['Which law passed this month?', '2026-11-01', NOW],
  ['Which law passed last month?', '2026-10-01', '2026-10-31'],
  ['How many fires were there this year?', '2026-01-01', NOW],
  ['How many fires were there last year?', '2025-01-01', '2025-12-31'],
  ['What did the council decide last March?', '2026-03-01', '2026-03-31'],
  ['What did the council decide last November?', '2025-11-01', '2025-11-30'],
  ['What did the council decide last December?', '2025-12-01', '2025-12-31'],
  ['Who visited the port in March?', '2026-03-01', '2026-03-31'],
  ['Who visited the port in December?', '2025-12-01', '2025-12-31'],
  ['Who visited the port in March 2022?', '2022-03-01', '2022-03-31'],
  ['Who visited the port in February of 2024?', '2024-02-01', '2024-02-29'],
  ['Which mine closed in 2022?', '2022-01-01', '2022-12-31'],
  ['Which mines closed since 2022?', '2022-01-01', NOW],
  ['Which mines closed since June?', '2026-06-01', NOW],
  ['Which mines closed since 3 June 2024?', '2024-06-03', NOW],
  ['Which mines closed since June 3, 2024?', '2024-06-03', NOW],
  ['What happened on January 6, 2021?', '2021-01-06', '2021-01-06'],
  ['What happened on 6 January?', '2026-01-06', '2026-01-06'],
  ['What happened on December 24?', '2025-12-24', '2025-12-24'],
  ['What happened on 2026-02-03?', '2026-02-03', '2026-02-03'],
  ['Who joined in the last three days?', '2026-11-22', NOW],
  ['Who joined over the past 2 weeks?', '2026-11-11', NOW],
  ['Who joined three weeks ago?', '2026-11-01', '2026-11-07'],
  ['Who joined two days ago?', '2026-11-23', '2026-11-23'],
  ['What was said between March and May 2025?', '2025-03-01', '2025-05-31'],
  ['What was said between November and February?', '2025-11-01', '2026-02-28'],
];

test.for(CASES)('%s', ([question, from, to]) => {
  const window = windowOf(question, Date.parse(ASKED));
  const day = (time: number | undefined) => (time === undefined ? 'none' : new Date(time).toISOString().slice(0, 10));
  const last = to === NOW ? ASKED.slice(0, 10) : to;
  expect([day(window?.from), day(window?.to)]).toEqual([from, last]);
  expect(window?.to).toBeLessThanOrEqual(Date.parse(ASKED));
  expect(question).toContain(window?.words);
});

test.for([
  'Who leads the ferry union?',
  'May the ferries sail again?',
  'Will the march be allowed?',
  'Who runs in the 2028 election?',
  'What will happen in 2031?',
  'Which Friday Night Lights actor died?',
  'What is planned for 30 February?',
  'Is bread dearer than it was a year ago?',
])('%s names no time', (question) => {
  expect(windowOf(question, Date.parse(ASKED))).toBeNull();
});
