import type { Disagreement } from '../news/story.ts';
import { countShared } from './content.ts';
import { evidence, type Line, pairsOf } from './line.ts';
import type { NameRun } from './name-runs.ts';

/** Offices of which a story mostly knows one. */
const UNIQUE =
  /^(?:president|governor|mayor|chancellor|captain|chairman|chairwoman|director|manager|coach|judge|king|queen|pope|premier|archbishop|commander|coroner|headteacher|principal|sheriff|prime minister|chief \w+)$/;
const MOST_EDITS = 2;

interface Mention {
  line: Line;
  run: NameRun;
}

/** Two names for the holder of one office, or two spellings of one name. */
export function nameDisagreements(articles: readonly Line[][]): Disagreement[] {
  const found = new Map<string, Disagreement>();
  for (const [one, other] of pairsOf(articles)) {
    for (const mention of mentionsIn(one)) {
      for (const rival of mentionsIn(other)) {
        const about = contradiction(mention, rival);
        if (!about || isKnown(rival.run, one) || isKnown(mention.run, other)) continue;
        const known = found.get(about) ?? { kind: 'name' as const, about, values: [] };
        for (const { line, run } of [mention, rival]) {
          if (known.values.some(({ articleId }) => articleId === line.articleId)) continue;
          known.values.push(evidence(line, run.words.join(' ')));
        }
        found.set(about, known);
      }
    }
  }
  return [...found.values()];
}

function mentionsIn(lines: readonly Line[]): Mention[] {
  return lines.flatMap((line) => line.names.map((run) => ({ line, run })));
}

function contradiction(one: Mention, other: Mention): string | null {
  if (plain(one.run.words) === plain(other.run.words)) return null;
  if (one.run.title && one.run.title === other.run.title && UNIQUE.test(one.run.title)) {
    if (!sharesWord(one.run, other.run) && countShared(one.line.content, other.line.content) >= 2) return one.run.title;
  }
  return spellingOf(one.run, other.run);
}

/** "José" and "Jose" are one name. */
function plain(words: readonly string[]): string {
  return words.join(' ').normalize('NFD').replaceAll(/\p{M}/gu, '');
}

function sharesWord(one: NameRun, other: NameRun): boolean {
  return one.words.some((word) => other.words.includes(word));
}

/** What two names have in common when they differ by a slip in one word ("Helen Moss", "Helen Ross"). */
function spellingOf(one: NameRun, other: NameRun): string | null {
  if (one.words.length !== other.words.length || one.words.length < 2) return null;
  const apart = one.words.flatMap((word, place) => (word === other.words[place] ? [] : [place]));
  const [place] = apart;
  if (place === undefined || apart.length > 1) return null;
  const [left = '', right = ''] = [one.words[place], other.words[place]];
  const isSlip =
    Math.min(left.length, right.length) >= 4 && editsBetween(left.toLowerCase(), right.toLowerCase()) <= MOST_EDITS;
  return isSlip && !isForm(left, right) ? `the name ${one.words.filter((_, at) => at !== place).join(' ')}` : null;
}

/** "Nation" and "Nations", "Chile" and "Chilean" are forms of one word. */
function isForm(left: string, right: string): boolean {
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return long.startsWith(short) && /^(?:s|n|an|es|'s)$/.test(long.slice(short.length));
}

/** An article that has the other's name as well knows both and contradicts nobody. */
function isKnown({ words }: NameRun, lines: readonly Line[]): boolean {
  const whole = words.join(' ');
  const last = words.at(-1) ?? '';
  return lines.some(
    ({ text, names }) =>
      text.includes(whole) || names.some((run) => run.words.at(-1) === last && run.words[0] === words[0]),
  );
}

/** Levenshtein distance. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (const [place, letter] of [...one].entries()) {
    const above = row;
    row = [place + 1];
    for (const [at, rival] of [...other].entries()) {
      const [up = 0, diagonal = 0, left = 0] = [above[at + 1], above[at], row[at]];
      row.push(Math.min(up + 1, left + 1, diagonal + (letter === rival ? 0 : 1)));
    }
  }
  return row.at(-1) ?? 0;
}
