import { expect, test } from 'vitest';
import { type InstantFacts, nextInstant } from '../../src/digests/instant.ts';
import { seeded } from './seeded.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.parse('2026-01-10T12:00Z');
const QUIET = { from: 22 * 60, to: 7 * 60 };

const waiting = (storyId: string, minutes = 0, isHeld = false) => ({ storyId, since: NOON - minutes * MINUTE, isHeld });
const ago = (...minutes: number[]) => minutes.map((minute) => NOON - minute * MINUTE);

test.each([
  ['nothing waits', {}, { kind: 'rest' }],
  ['one story waits', { waiting: [waiting('a')] }, { kind: 'post', storyId: 'a' }],
  ['several came just now', { waiting: [waiting('a'), waiting('b')] }, { kind: 'post', storyId: 'a' }],
  ['one was held', { waiting: [waiting('a', 30, true)] }, { kind: 'post', storyId: 'a' }],
  [
    'one of several was held',
    { waiting: [waiting('a', 5, true), waiting('b')] },
    { kind: 'catchUp', storyIds: ['a', 'b'] },
  ],
  ['we were down', { waiting: [waiting('a', 16), waiting('b', 1)] }, { kind: 'catchUp', storyIds: ['a', 'b'] }],
  [
    'the hour is full',
    { posted: ago(50, 20, 10), waiting: [waiting('a')] },
    { kind: 'hold', until: NOON + 10 * MINUTE, because: 'rate' },
  ],
  [
    'the hour is overfull',
    { posted: ago(50, 40, 20, 10), waiting: [waiting('a')] },
    { kind: 'hold', until: NOON + 20 * MINUTE, because: 'rate' },
  ],
  ['an hour has passed', { posted: ago(60, 20, 10), waiting: [waiting('a')] }, { kind: 'post', storyId: 'a' }],
  [
    'it is quiet',
    { zone: 'Asia/Tokyo', quiet: { from: 20 * 60, to: 22 * 60 }, waiting: [waiting('a')] },
    { kind: 'hold', until: NOON + HOUR, because: 'quiet' },
  ],
] as [string, Partial<InstantFacts>, object][])('when %s', (_, facts, expected) => {
  const calm: InstantFacts = { now: NOON, zone: 'UTC', quiet: null, perHour: 3, posted: [], waiting: [] };
  expect(nextInstant({ ...calm, ...facts })).toEqual(expected);
});

test('quiet hours that begin and end within a week of the clock’s change post one catch-up each morning', () => {
  for (const start of ['2026-03-26T12:00Z', '2026-10-22T12:00Z']) {
    const arrivals = Array.from({ length: 7 * 24 }, (_, hour) => Date.parse(start) + hour * HOUR + MINUTE);
    const posts = live(arrivals, { zone: 'Europe/Berlin', perHour: 5 });
    const mornings = posts.filter(({ ids }) => ids.length > 1).map(({ at }) => clock(at));
    expect(mornings).toEqual(Array.from({ length: 7 }, () => '07:00'));
    expect(posts.filter(({ at }) => isNight(at))).toEqual([]);
  }
});

test('however stories come, each is posted once, none at night, and no hour holds more posts than its bound', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const random = seeded(seed);
    let at = NOON;
    const arrivals = Array.from(
      { length: 60 },
      () => (at += random.below(random.pick([MINUTE, 20 * MINUTE, 6 * HOUR]))),
    );
    const perHour = 1 + random.below(4);
    const posts = live(arrivals, { zone: 'Europe/Berlin', perHour });
    const ids = posts.flatMap((post) => post.ids).map(Number);
    expect(ids).toEqual(arrivals.map((_, i) => i));
    expect(posts.filter((post) => isNight(post.at))).toEqual([]);
    for (const post of posts) {
      const within = posts.filter((other) => other.at > post.at - HOUR && other.at <= post.at);
      expect(within.length).toBeLessThanOrEqual(perHour);
    }
  }
});

/** Acts on every step as a channel would: what is to be held is marked, what is posted is remembered. */
function live(arrivals: number[], { zone, perHour }: { zone: string; perHour: number }) {
  const posts: { at: number; ids: string[] }[] = [];
  let queue: { storyId: string; since: number; isHeld: boolean }[] = [];
  const wakes = [...arrivals];
  let next = 0;
  for (let now = wakes.shift(); now !== undefined; now = wakes.shift()) {
    for (; (arrivals[next] ?? Infinity) <= now; next += 1)
      queue.push({ storyId: String(next), since: now, isHeld: false });
    const step = nextInstant({
      now,
      zone,
      quiet: QUIET,
      perHour,
      posted: posts.map((post) => post.at),
      waiting: queue,
    });
    if (step.kind === 'rest') continue;
    if (step.kind === 'hold') {
      expect(step.until).toBeGreaterThan(now);
      queue = queue.map((one) => ({ ...one, isHeld: true }));
      wakes.push(step.until);
    } else {
      const ids = step.kind === 'post' ? [step.storyId] : step.storyIds;
      posts.push({ at: now, ids });
      queue = queue.filter(({ storyId }) => !ids.includes(storyId));
      wakes.push(now);
    }
    wakes.sort((one, other) => one - other);
  }
  expect(queue).toEqual([]);
  return posts;
}

function clock(at: number): string {
  return new Date(at).toLocaleTimeString('sv-SE', { timeZone: 'Europe/Berlin', timeStyle: 'short' });
}

function isNight(at: number): boolean {
  return clock(at) >= '22:00' || clock(at) < '07:00';
}
