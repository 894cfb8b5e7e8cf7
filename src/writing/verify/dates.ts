import type { Finding } from '../../news/claim.ts';
import type { Passage } from './passage.ts';

const NAMES =
  'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december'.split(
    ' ',
  );
const SHORT = new Map([
  ...NAMES.map((name) => [name.slice(0, 3), name] as const),
  ['sept', 'september'] as const,
  ['tues', 'tuesday'] as const,
  ['thurs', 'thursday'] as const,
]);

/** Every weekday and month of the statement stands in the cited sentences or beside them. */
export function checkDates(statement: Passage, near: Passage[]): Finding[] {
  const held = new Set(near.flatMap(daysOf));
  return [...new Set(daysOf(statement))]
    .filter((day) => !held.has(day))
    .map((day) => ({ severity: 'hard', reason: `${capital(day)} stands in none of the cited sentences.` }));
}

export function isDay(lower: string): boolean {
  return NAMES.includes(lower) || SHORT.has(lower);
}

function daysOf({ tokens }: Passage): string[] {
  return tokens.flatMap(({ lower, isCapital, opens }, place) => {
    const name = NAMES.includes(lower) ? lower : isCapital ? SHORT.get(lower) : undefined;
    if (!name) return [];
    const isWordToo = /^(?:march|may|mar|sun|sat|august|dec|jan|wed)$/u.test(lower);
    const besideNumber =
      /^\p{Nd}/u.test(tokens[place + 1]?.lower ?? '') || /^\p{Nd}/u.test(tokens[place - 1]?.lower ?? '');
    const afterIn = /^(?:in|since|until|by|last|next|of|from|early|late|mid)$/u.test(tokens[place - 1]?.lower ?? '');
    return isWordToo && (!isCapital || opens || !afterIn) && !besideNumber ? [] : [name];
  });
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
