import type { Token } from './tokens.ts';

/** A number read from a place on; `end` is the place after it. */
export interface Reading {
  value: number;
  end: number;
  isScore: boolean;
}

const SMALL = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value] as const),
);
const TENS = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, place) => [word, (place + 2) * 10] as const),
);
const SCALES = new Map([
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
  ['m', 1e6],
  ['mn', 1e6],
  ['bn', 1e9],
  ['tn', 1e12],
  ['k', 1e3],
]);
export const PERSONS =
  /^(?:people|persons?|m[ae]n|wom[ae]n|child(?:ren)?|death|boy|girl|soldier|officer|passenger|victim|body|worker|miner|pilot)$/;

/** The number that opens at a place of the tokens, in digits or words; the value of a score ("2-1") is no number. */
export function readNumber(tokens: readonly Token[], place: number): Reading | null {
  const { lower = '' } = tokens[place] ?? {};
  if (/^\p{N}+[-–:]\p{N}+$/u.test(lower)) return { value: Number.NaN, end: place + 1, isScore: true };
  if (/^\p{N}/u.test(lower)) return scaled(tokens, Number(lower.replaceAll(',', '')), place + 1);
  const isOne = lower === 'one' || lower === 'a' || lower === 'an';
  const scaleNext = SCALES.get(tokens[place + 1]?.lower ?? '');
  if (isOne && scaleNext && scaleNext >= 12 && (tokens[place + 1]?.text.length ?? 0) > 2)
    return scaled(tokens, 1, place + 1);
  if (lower === 'one' && !PERSONS.test(tokens[place + 1]?.lower ?? '')) return null;
  const tens = TENS.get(lower);
  if (tens !== undefined) {
    const hasDash = tokens[place + 1]?.lower === '-';
    const unit = SMALL.get(tokens[place + (hasDash ? 2 : 1)]?.lower ?? '');
    if (unit !== undefined && unit > 0 && unit < 10) return scaled(tokens, tens + unit, place + (hasDash ? 3 : 2));
    return scaled(tokens, tens, place + 1);
  }
  const small = SMALL.get(lower);
  return small === undefined ? null : scaled(tokens, small, place + 1);
}

/** Whatever scales follow ("two hundred thousand"). */
function scaled(tokens: readonly Token[], value: number, end: number): Reading {
  const scale = SCALES.get(tokens[end]?.lower ?? '');
  return scale ? scaled(tokens, value * scale, end + 1) : { value, end, isScore: false };
}
