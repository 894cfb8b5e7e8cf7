/** A day, a year or a time of day as a sentence has it. `value` is the same for all its spellings. */
export interface DateMention {
  value: string;
  text: string;
  kind: 'weekday' | 'day' | 'month' | 'year' | 'time';
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const MONTH =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const PATTERNS: [kind: DateMention['kind'], pattern: RegExp][] = [
  ['day', new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${MONTH}(?=[\\s,.;)]|$)`, 'gu')],
  ['day', new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])`, 'gu')],
  ['time', /\b(\d{1,2})(?:[:.](\d{2}))? ?(a\.?m\.?|p\.?m\.?)(?=[\s,.;)]|$)/gu],
  ['weekday', /\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b/gu],
  ['year', /\b((?:19|20)\d{2})\b(?! (?:people|homes|jobs|workers|troops|soldiers))/gu],
  [
    'month',
    new RegExp(`(?<=\\b(?:in|since|until|by|from|last|next|of|before|after) )${MONTH}(?! \\d)(?=[\\s,.;)]|$)`, 'gu'),
  ],
];

export function datesIn(text: string): DateMention[] {
  const found: (DateMention & { at: number; end: number })[] = [];
  for (const [kind, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const [at, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => at < other.end && other.at < end)) continue;
      found.push({
        kind,
        value: spellOut(kind, match),
        text: kind === 'time' ? match[0] : match[0].replace(/\.$/, ''),
        at,
        end,
      });
    }
  }
  return found
    .sort((one, other) => one.at - other.at)
    .map(({ kind, value, text: words }) => ({ kind, value, text: words }));
}

function spellOut(kind: DateMention['kind'], [whole, first = '', second = '', third = '']: RegExpExecArray): string {
  if (kind === 'time') return `${(Number(first) % 12) + (third.startsWith('p') ? 12 : 0)}:${second || '00'}`;
  if (kind === 'day') return /^\d/.test(first) ? `${monthOf(second)} ${first}` : `${monthOf(first)} ${second}`;
  return kind === 'month' ? monthOf(first) : whole.toLowerCase();
}

function monthOf(word: string): string {
  return MONTHS.find((month) => month.startsWith(word.toLowerCase().slice(0, 3))) ?? word.toLowerCase();
}
