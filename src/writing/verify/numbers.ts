import type { Finding } from '../../news/claim.ts';
import type { Passage, Token } from './passage.ts';

export interface Quantity {
  value: number;
  kind: 'plain' | 'percent' | 'ordinal';
  currency: string | null;
  hedge: 'about' | 'over' | 'under' | null;
  text: string;
}

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );
const SMALL = new Map([
  ...UNITS.map((word, at) => [word, at] as const),
  ...TENS.map((word, at) => [word, (at + 2) * 10] as const),
]);
const SCALES = new Map<string, number>([
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1e3],
  ['k', 1e3],
  ['million', 1e6],
  ['m', 1e6],
  ['mn', 1e6],
  ['millones', 1e6],
  ['millón', 1e6],
  ['milioni', 1e6],
  ['milhões', 1e6],
  ['miljoen', 1e6],
  ['mio', 1e6],
  ['milliard', 1e9],
  ['milliarde', 1e9],
  ['milliarden', 1e9],
  ['miliardi', 1e9],
  ['miljard', 1e9],
  ['mrd', 1e9],
  ['billion', 1e9],
  ['bn', 1e9],
  ['b', 1e9],
  ['trillion', 1e12],
  ['tn', 1e12],
]);
const FRACTIONS = new Map([
  ['half', 50],
  ['quarter', 25],
  ['quarters', 25],
  ['third', 100 / 3],
  ['thirds', 100 / 3],
  ['fifth', 20],
  ['tenth', 10],
]);
const HEDGES: [RegExp, NonNullable<Quantity['hedge']>][] = [
  [/\b(?:about|around|roughly|approximately|some|estimated|close to|circa)\W*$/iu, 'about'],
  [/\b(?:more than|over|above|at least|exceeding)\W*$/iu, 'over'],
  [/\b(?:nearly|almost|less than|fewer than|under|below|just short of|up to|as many as|as much as)\W*$/iu, 'under'],
];

/** Every number of the statement stands in the cited sentences, with its percent sign and currency. */
export function checkNumbers(statement: Passage, cited: Passage[], near: Passage[]): Finding[] {
  const held = cited.flatMap(quantitiesOf);
  const digits = ` ${near.flatMap(({ tokens }) => tokens.map(({ lower }) => lower)).join(' ')} `;
  return quantitiesOf(statement)
    .filter((quantity) => !held.some((other) => agrees(quantity, other)))
    .filter((quantity) => !isCounted(quantity, held))
    .filter(({ text }) => !/\p{Nd}[.,]\p{Nd}/u.test(text) || !digits.includes(` ${spaced(text)} `))
    .map(({ text }) => ({ severity: 'hard', reason: `The number ${text} stands in none of the cited sentences.` }));
}

/** "Two films", "the second": who lists two things may count them, unless the source counts otherwise. */
function isCounted({ text, kind }: Quantity, held: Quantity[]): boolean {
  if (!/^(?:two|three|second)$/iu.test(text)) return false;
  return !held.some((other) => other.kind === kind && other.value >= 2 && other.value <= 12);
}

/** Text that went through a tokenizer has "1, 056" and "98. 7". */
function spaced(text: string): string {
  return (/\p{Nd}[\p{Nd}.,]*/u.exec(text)?.[0] ?? '').replace(/[.,]/gu, ' ');
}

const known = new WeakMap<Passage, Quantity[]>();

export function quantitiesOf(passage: Passage): Quantity[] {
  const kept = known.get(passage);
  if (kept) return kept;
  const found: Quantity[] = [];
  for (let place = 0; place < passage.tokens.length; ) {
    const read = readQuantity(passage, place);
    if (read) found.push(...read.quantities);
    place += read?.length ?? 1;
  }
  known.set(passage, found);
  return found;
}

function readQuantity(passage: Passage, from: number): { quantities: Quantity[]; length: number } | null {
  const { tokens, text } = passage;
  const first = tokens[from];
  if (!first) return null;
  const fraction = readFraction(tokens, from);
  if (fraction) return fraction;
  if (ORDINALS.indexOf(first.lower) > 1) return single(ORDINALS.indexOf(first.lower), 'ordinal', first.text);
  const read = readValue(passage, from);
  if (!read) return null;
  const last = tokens[from + read.length - 1] ?? first;
  const next = tokens[from + read.length];
  if (next && next.start === last.end && /^(?:st|nd|rd|th)$/u.test(next.lower)) {
    const both = single(read.value, 'ordinal', `${first.text}${next.text}`, read.length + 1);
    return both;
  }
  const before = text.slice(Math.max(0, first.start - 24), first.start);
  const after = text.slice(last.end, last.end + 12);
  const isPercent = /^\s?%|^\s?per ?cent/iu.test(after);
  const sign = /([$€£¥])\s?$/u.exec(before)?.[1] ?? /^\s?(€|£|\$)/u.exec(after)?.[1];
  const word = /^[\s-](dollar|euro|pound|yen)/iu.exec(after)?.[1]?.toLowerCase();
  const currency = sign ?? (word ? ({ dollar: '$', euro: '€', pound: '£', yen: '¥' }[word] ?? null) : null);
  const lead = before.replace(/[$€£¥]\s?$/u, '');
  return {
    length: read.length,
    quantities: [
      {
        value: read.value,
        kind: isPercent ? 'percent' : 'plain',
        currency,
        hedge: HEDGES.find(([pattern]) => pattern.test(lead))?.[1] ?? null,
        text: `${sign ?? ''}${text.slice(first.start, last.end)}${isPercent ? ' percent' : ''}`,
      },
    ],
  };
}

function readValue({ tokens, text }: Passage, from: number): { value: number; length: number } | null {
  const first = tokens[from];
  if (!first) return null;
  const digits = /^\p{Nd}/u.test(first.lower);
  let value = digits ? numberOf(first.lower) : SMALL.get(first.lower);
  if (
    /^(?:a|several)$/u.test(first.lower) &&
    /^(?:dozen|hundred|thousand|million|billion)$/u.test(tokens[from + 1]?.lower ?? '')
  )
    value = 1;
  if (value === undefined || Number.isNaN(value)) return null;
  let length = 1;
  const unit = SMALL.get(tokens[from + 1]?.lower ?? '');
  if (!digits && value >= 20 && unit !== undefined && unit > 0 && unit < 10) {
    value += unit;
    length++;
  }
  for (let scale = scaleAt(); scale !== undefined; scale = scaleAt()) {
    value *= scale;
    length++;
  }
  // "one" and "zero" are mostly no counts ("one of the", "no one").
  return !digits && length === 1 && value < 2 ? null : { value, length };

  function scaleAt(): number | undefined {
    const next = tokens[from + length];
    const last = tokens[from + length - 1];
    if (!next || !last || length > 4) return undefined;
    if (next.lower.length <= 2 && next.start !== last.end) return undefined;
    return /^[\s-]*$/u.test(text.slice(last.end, next.start))
      ? SCALES.get(next.lower.replace(/^(milli?on|billion)(?:en|es|s)$/u, '$1').replace(/s$/u, ''))
      : undefined;
  }
}

function readFraction(tokens: Token[], from: number): { quantities: Quantity[]; length: number } | null {
  const first = tokens[from];
  const second = tokens[from + 1];
  if (!first) return null;
  if (first.lower === 'half' && /^(?:of|a|the|its|their|his|her|all)$/u.test(second?.lower ?? ''))
    return single(50, 'percent', 'half');
  const share = FRACTIONS.get(second?.lower ?? '');
  const count = /^(?:a|one)$/u.test(first.lower) ? 1 : SMALL.get(first.lower);
  if (share === undefined || !second || count === undefined || count === 0) return null;
  const isPlural = second.lower.endsWith('s');
  if (count > 1 !== isPlural) return null;
  const after = tokens[from + 2];
  const isRank =
    after?.clause === second.clause &&
    /^(?:third|fifth|tenth)$/u.test(second.lower) &&
    !/^(?:of|in|from|to|by|and|or|more|less|on|at|since|over|the|its)$/u.test(after.lower);
  if (isRank) return null;
  return single(count * share, 'percent', `${first.text} ${second.text}`, 2);
}

function single(value: number, kind: Quantity['kind'], text: string, length = 1) {
  return { quantities: [{ value, kind, currency: null, hedge: null, text }], length };
}

/** "1,200.5" and "1.200,5": a mark before exactly three digits groups, any other parts off decimals. */
function numberOf(text: string): number {
  const plain = text.replace(/[.,](?=\p{Nd}{3}(?!\p{Nd}))/gu, (mark, at: number) =>
    mark === ',' || text.indexOf(mark) !== text.lastIndexOf(mark) || at === 0 ? '' : '.',
  );
  return Number(plain.replace(',', '.'));
}

function agrees(said: Quantity, held: Quantity): boolean {
  if (said.kind !== held.kind && !isDayOrRank(said, held)) return false;
  if (said.currency && held.currency && said.currency !== held.currency) return false;
  const off = (held.value - said.value) / Math.max(Math.abs(held.value), 1e-9);
  if (isMetres(said, held)) return true;
  if (Math.abs(off) < (said.kind === 'percent' ? 0.015 : 1e-6)) return true;
  if (said.hedge === 'about') return Math.abs(off) <= 0.08;
  if (said.hedge === 'over') return off > 0 && off <= 0.15;
  return said.hedge === 'under' && off < 0 && off >= -0.15;
}

/** "May 30th" and "May 30", "ranked 5" and "fifth". */
function isDayOrRank(said: Quantity, held: Quantity): boolean {
  if (said.kind === 'plain') return held.kind === 'ordinal';
  return said.kind === 'ordinal' && held.kind === 'plain' && /^\p{Nd}/u.test(said.text) && said.value <= 31;
}

/** "5.68m" may be metres as well as millions. */
function isMetres(said: Quantity, held: Quantity): boolean {
  const [less, more] = said.value < held.value ? [said, held] : [held, said];
  return /\p{Nd}m$/u.test(more.text) && Math.abs(more.value / (less.value || 1) - 1e6) < 1;
}
