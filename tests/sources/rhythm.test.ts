import { describe, expect, test } from 'vitest';
import { readFreshMs, readRetryAfterMs, readValidators, toConditions } from '../../src/sources/http-caching.ts';
import { nextPollMs, type RhythmFacts } from '../../src/sources/rhythm.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2024, 2, 5, 12);

/** Minutes until the next poll, in the middle of the spread. */
function minutes(facts: Partial<RhythmFacts>): number {
  const calm = { now: NOW, published: [], ttlMs: null, freshMs: null, retryAfterMs: null, failures: 0, random: 0.5 };
  return nextPollMs({ ...calm, ...facts }) / MINUTE;
}

/** Twenty items, one each so many hours, the newest now. */
const every = (hours: number) => Array.from({ length: 20 }, (_, i) => NOW - i * hours * HOUR);

test.each([
  ['nothing is known of it', {}, 30],
  ['it tells something each hour', { published: every(1) }, 30],
  ['it tells something each minute', { published: every(1 / 60) }, 10],
  ['it tells something each day', { published: every(24) }, 240],
  ['it has been quiet for a day', { published: every(1).map((at) => at - 24 * HOUR) }, 180],
  ['it has been silent for months', { published: every(1).map((at) => at - 2000 * HOUR) }, 720],
  ['its dates lie in the future', { published: [NOW + HOUR] }, 30],
  ['it asks for an hour', { published: every(1), ttlMs: HOUR }, 60],
  ['its answer is fresh for two hours', { published: every(1), freshMs: 2 * HOUR, ttlMs: HOUR }, 120],
  ['it asks for a month', { published: every(1), ttlMs: 720 * HOUR }, 240],
  ['it failed once', { published: every(1), failures: 1 }, 30],
  ['it failed four times', { published: every(1), failures: 4 }, 240],
  ['it failed a hundred times', { published: every(1), failures: 100 }, 720],
  ['it says to come back in five hours', { retryAfterMs: 5 * HOUR }, 315],
])('when %s', (_, facts, expected) => {
  expect(minutes(facts)).toBeCloseTo(expected, 0);
});

test('the spread is a tenth to either side, but never under what was asked for', () => {
  expect(minutes({ random: 0 })).toBeCloseTo(27);
  expect(minutes({ random: 1 })).toBeCloseTo(33);
  expect(minutes({ ttlMs: HOUR, random: 0 })).toBe(60);
  expect(minutes({ retryAfterMs: HOUR, random: 0 })).toBe(60);
});

describe('what a server says about asking again', () => {
  test.each([
    [{ 'cache-control': 'public, max-age=600' }, 600_000],
    [{ 'cache-control': 'max-age=600', age: '200' }, 400_000],
    [{ 'cache-control': 'no-cache, max-age=600' }, 0],
    [{ 'cache-control': 'max-age=60', expires: 'Tue, 05 Mar 2024 13:00:00 GMT' }, 60_000],
    [{ expires: 'Tue, 05 Mar 2024 13:00:00 GMT', date: 'Tue, 05 Mar 2024 12:30:00 GMT' }, 1_800_000],
    [{ expires: 'Tue, 05 Mar 2024 13:00:00 GMT' }, 3_600_000],
    [{ expires: '0' }, 0],
    [{}, null],
  ])('%o is fresh for %s ms', (headers, ms) => {
    expect(readFreshMs({ ...headers }, NOW)).toBe(ms);
  });

  test.each([
    ['120', 120_000],
    ['Tue, 05 Mar 2024 12:02:00 GMT', 120_000],
    ['Tue, 05 Mar 2024 11:00:00 GMT', 0],
    ['soon', null],
  ])('Retry-After: %s', (said, ms) => {
    expect(readRetryAfterMs({ 'retry-after': said }, NOW)).toBe(ms);
  });

  test('validators go back as they came', () => {
    const validators = readValidators({ etag: 'W/"a,b"', 'last-modified': 'Tue, 05 Mar 2024 12:00:00 GMT' });
    expect(toConditions(validators)).toEqual({
      'if-none-match': 'W/"a,b"',
      'if-modified-since': 'Tue, 05 Mar 2024 12:00:00 GMT',
    });
    expect(toConditions(readValidators({ etag: '' }))).toEqual({});
  });
});
