import { PERSONS, type Reading, readNumber } from './read-number.ts';
import type { Token } from './tokens.ts';

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
