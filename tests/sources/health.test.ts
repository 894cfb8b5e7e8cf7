import { expect, test } from 'vitest';
import { type HealthFacts, judgeHealth, newHealth } from '../../src/sources/health.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The notices over a course of polls, one each so many hours: what each ended with, how often. */
function noticesOver(course: [Partial<HealthFacts>, number][], hours = 1): (string | null)[] {
  let health = newHealth(0);
  let now = 0;
  const notices: (string | null)[] = [];
  for (const [facts, times] of course) {
    for (let i = 0; i < times; i++) {
      now += hours * HOUR;
      const judged = judgeHealth(health, {
        now,
        ending: 'unchanged',
        toldNew: false,
        usualGapMs: null,
        hasMoved: false,
        ...facts,
      });
      health = judged.health;
      notices.push(judged.notice);
    }
  }
  return notices.filter((notice) => notice !== null);
}

const told = { ending: 'told', toldNew: true } as const;

test.each([
  [
    'a blip',
    [
      [told, 3],
      [{ ending: 'failed' }, 3],
      [told, 3],
    ],
    [],
  ],
  [
    'a failure that lasts',
    [
      [told, 3],
      [{ ending: 'failed' }, 200],
    ],
    ['failing'],
  ],
  [
    'a failure that ends',
    [
      [{ ending: 'failed' }, 20],
      [told, 10],
    ],
    ['failing', 'back'],
  ],
  [
    'one good poll amid failures',
    [
      [{ ending: 'failed' }, 20],
      [told, 1],
      [{ ending: 'failed' }, 20],
      [told, 1],
      [{ ending: 'failed' }, 20],
    ],
    ['failing'],
  ],
  ['a source that shuts us out', [[{ ending: 'blocked' }, 20]], ['blocked']],
  [
    'failures of two kinds by turns',
    Array.from({ length: 20 }, (_, i) => [{ ending: i % 2 ? 'failed' : 'blocked' }, 1]),
    ['blocked'],
  ],
  [
    'one trouble after another',
    [
      [{ ending: 'failed' }, 20],
      [{ ending: 'blocked' }, 20],
    ],
    ['failing'],
  ],
  [
    'a source that is gone',
    [
      [told, 1],
      [{ ending: 'gone' }, 5],
    ],
    ['gone'],
  ],
  [
    'a move',
    [
      [told, 1],
      [{ ...told, hasMoved: true }, 1],
      [told, 5],
    ],
    ['moved'],
  ],
  [
    'silence',
    [
      [told, 1],
      [{}, 24 * 20],
    ],
    ['stale'],
  ],
  [
    'silence that ends',
    [
      [told, 1],
      [{}, 24 * 20],
      [told, 1],
      [{}, 24],
    ],
    ['stale', 'back'],
  ],
  [
    'the silence of one that tells something each month',
    [
      [{ ...told, usualGapMs: 30 * DAY }, 1],
      [{ usualGapMs: 30 * DAY }, 24 * 100],
    ],
    [],
  ],
  [
    'a failure in the silence',
    [
      [told, 1],
      [{}, 24 * 20],
      [{ ending: 'failed' }, 20],
      [told, 5],
    ],
    ['stale', 'failing', 'back'],
  ],
] as [string, [Partial<HealthFacts>, number][], string[]][])('%s', (_, course, notices) => {
  expect(noticesOver(course)).toEqual(notices);
});

test('many polls in a short time are no long failure', () => {
  expect(noticesOver([[{ ending: 'failed' }, 30]], 0.1)).toEqual([]);
});
