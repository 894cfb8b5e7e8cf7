/** A number as a sentence has it. `start` and `end` are its place among the sentence's tokens. */
export interface Quantity {
  value: number;
  /** "%", a currency sign, "age", "magnitude", "score" or "" for a plain count. */
  unit: string;
  hedge: 'least' | 'most' | 'about' | null;
  text: string;
  start: number;
  end: number;
}

export interface Token {
  text: string;
  lower: string;
  /** Where it stands in the sentence. */
  at: number;
}

/** Words, numbers and the marks that part a sentence. */
export function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => ({ text: match[0], lower: match[0].toLowerCase(), at: match.index }));
}

const TOKEN =
  /\p{N}+(?:[-–:]\p{N}+)+(?!\p{N})|\p{N}[\p{N},]*(?:\.\p{N}+)?(?<!,)|[$€£¥%]|[\p{L}\p{M}](?:\.\p{L}(?!\p{L}))+\.?|[\p{L}\p{M}]+(?:['’]\p{L}+)*|[.,;:!?()"“”‘’—–-]/gu;

/** The counts and amounts of a sentence; years, days and times of day are dates, not these. */
export function quantitiesIn(tokens: readonly Token[]): Quantity[] {
  const found: Quantity[] = [];
  for (let place = 0; place < tokens.length; place += 1) {
    const read = readNumber(tokens, place);
    if (!read) continue;
    if (!isDatePart(tokens, place, read) && !isLabel(tokens, place)) {
      const start = isCurrency(tokens[place - 1]) ? place - 1 : place;
      found.push({
        value: read.value,
        unit: unitOf(tokens, place, read),
        hedge: hedgeBefore(tokens, start),
        text: textOf(tokens, start, read.end),
        start,
        end: read.end,
      });
    }
    place = read.end - 1;
  }
  return found;
}

interface Reading {
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
const PERSONS =
  /^(?:people|persons?|m[ae]n|wom[ae]n|child(?:ren)?|death|boy|girl|soldier|officer|passenger|victim|body|worker|miner|pilot)$/;

function readNumber(tokens: readonly Token[], place: number): Reading | null {
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

const MONTH =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;

function isDatePart(tokens: readonly Token[], place: number, { value, end }: Reading): boolean {
  const token = tokens[place];
  const before = tokens[place - 1]?.lower ?? '';
  const after = tokens[end]?.lower ?? '';
  if (!token || !/^\p{N}/u.test(token.lower)) return false;
  if (token.lower.includes(':')) return true;
  const isYear = /^(?:19|20)\p{N}{2}$/u.test(token.lower) && end === place + 1;
  const isDay = value >= 1 && value <= 31 && (MONTH.test(before) || MONTH.test(after));
  return isDay || (isYear && !PERSONS.test(after)) || /^(?:a\.?m\.?|p\.?m\.?|gmt|o'clock)$/.test(after);
}

/** "No. 1", "reactor 3", "line 28": a name, not a count. */
function isLabel(tokens: readonly Token[], place: number): boolean {
  const before = tokens[place - 1]?.lower === '.' ? tokens[place - 2]?.lower : tokens[place - 1]?.lower;
  return /^(?:no|number|reactor|unit|line|route|highway|interstate|chapter|page|room|flight|article|section|phase|stage|category|group)$/.test(
    before ?? '',
  );
}

function unitOf(tokens: readonly Token[], place: number, { end, isScore }: Reading): string {
  const before = tokens[place - 1];
  const after = tokens[end]?.lower ?? '';
  const next = tokens[end + 1]?.lower ?? '';
  if (isScore) return 'score';
  if (after === '%' || after === 'percent' || (after === 'per' && next === 'cent')) return '%';
  if (before && isCurrency(before)) return before.text;
  const money = CURRENCIES.get(after);
  if (money) return money;
  if (/^magnitude$/.test(tokens[place - 1]?.lower ?? '') || /^magnitude$/.test(after === '-' ? next : after))
    return 'magnitude';
  if (/^of$/.test(before?.lower ?? '') && tokens[place - 2]?.lower === 'magnitude') return 'magnitude';
  if (before?.lower === 'aged' || (after === '-' && next === 'year' && tokens[end + 3]?.lower === 'old')) return 'age';
  if (before?.lower === ',' && /^[,.]$/.test(after) && /^\p{Lu}/u.test(tokens[place - 2]?.text ?? '')) return 'age';
  if (tokens[place - 1]?.lower === 'at' && /^[.,]$/.test(after) && tokens.some(({ lower }) => lower === 'died'))
    return 'age';
  return '';
}

const CURRENCIES = new Map(
  Object.entries({
    dollars: '$',
    euros: '€',
    euro: '€',
    pounds: '£',
    yen: '¥',
    francs: 'francs',
    won: 'won',
    rupees: 'rupees',
  }),
);

function isCurrency(token: Token | undefined): boolean {
  return token !== undefined && /^[$€£¥]$/.test(token.text);
}

function hedgeBefore(tokens: readonly Token[], start: number): Quantity['hedge'] {
  const before = tokens
    .slice(Math.max(0, start - 3), start)
    .map(({ lower }) => lower)
    .join(' ');
  if (/(?:at least|more than|over|exceed\w*|above|as many as)$/.test(before)) return 'least';
  if (/(?:up to|less than|fewer than|under|at most|below)$/.test(before)) return 'most';
  return /(?:about|around|some|nearly|almost|roughly|approximately|estimated|close to|an estimated)$/.test(before)
    ? 'about'
    : null;
}

function textOf(tokens: readonly Token[], start: number, end: number): string {
  const words = tokens.slice(start, end).map(({ text }) => text);
  return words
    .join(' ')
    .replace(/ - /g, '-')
    .replace(/^([$€£¥]) /, '$1');
}
