import { FUNCTION_WORDS } from '../news/function-words.ts';
import { expectedShare } from './common-words.ts';
import { senseOf } from './senses.ts';
import { stemOf } from './stem.ts';
import type { Token } from './tokens.ts';

/** The stems of the telling words among these: no function words, weekdays, numbers or words that every article has. */
export function contentOf(tokens: readonly Token[]): Set<string> {
  const telling = tokens.filter(
    ({ lower }) =>
      /^\p{L}/u.test(lower) &&
      lower.length > 2 &&
      !COMMON.has(lower) &&
      !CALENDAR.test(lower) &&
      expectedShare(stemOf(lower)) < 0.1,
  );
  return new Set(telling.map(({ lower }) => senseOf(stemOf(lower))));
}

export function countShared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const stem of one) if (other.has(stem)) shared += 1;
  return shared;
}

const COMMON: ReadonlySet<string> = FUNCTION_WORDS.get('en') ?? new Set();
const CALENDAR = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/;
