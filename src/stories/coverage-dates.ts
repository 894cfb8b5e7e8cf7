import type { Disagreement } from '../news/story.ts';
import type { DateMention } from './dates.ts';
import { tellSame } from './facts.ts';
import { evidence, type Line, pairsOf } from './line.ts';

/** Sentences that tell the same thing of two days, years or hours. */
export function dateDisagreements(articles: readonly Line[][]): Disagreement[] {
  const found = new Map<string, Disagreement>();
  for (const [one, other] of pairsOf(articles)) {
    for (const line of one) {
      for (const rival of other) {
        if (line.dates.length === 0 || rival.dates.length === 0 || !tellSame(line, rival)) continue;
        const apart = firstApart(line, rival, one, other);
        if (!apart) continue;
        const about = sharedWords(line, rival);
        const known = found.get(about) ?? { kind: 'date' as const, about, values: [] };
        for (const [from, date] of [
          [line, apart[0]],
          [rival, apart[1]],
        ] as const) {
          if (!known.values.some(({ articleId }) => articleId === from.articleId))
            known.values.push(evidence(from, date.text));
        }
        found.set(about, known);
      }
    }
  }
  return [...found.values()];
}

/** The first two dates of one kind that differ, where no sentence that tells the same has the other's. */
function firstApart(line: Line, rival: Line, one: Line[], other: Line[]): [DateMention, DateMention] | null {
  for (const date of line.dates) {
    const rivals = rival.dates.filter((other) => other.kind === date.kind && isNear(other, date));
    const [first] = rivals;
    if (!first || rivals.some(({ value }) => value === date.value)) continue;
    if (line.dates.some(({ value }) => value === first.value)) continue;
    const isKnown =
      one.some((same) => tellSame(same, rival) && has(same, first)) ||
      other.some((same) => tellSame(same, line) && has(same, date));
    if (!isKnown) return [date, first];
  }
  return null;
}

const MOST_YEARS = 10;

/** Years far apart are of two happenings. */
function isNear(one: DateMention, other: DateMention): boolean {
  return one.kind !== 'year' || Math.abs(Number(one.value) - Number(other.value)) <= MOST_YEARS;
}

function has({ dates }: Line, { value }: DateMention): boolean {
  return dates.some((date) => date.value === value);
}

/** Up to three words of the sentence that the other has as well, the longest, in its order. */
export function sharedWords(line: { text: string; content: Set<string> }, rival: { text: string }): string {
  const words = line.text.match(/\p{L}[\p{L}'’-]{3,}/gu) ?? [];
  const theirs = rival.text.toLowerCase();
  const shared = [...new Set(words)].filter((word) => theirs.includes(word.toLowerCase()) && !/day$/i.test(word));
  const longest = shared.toSorted((left, right) => right.length - left.length).slice(0, 3);
  return shared.filter((word) => longest.includes(word)).join(' ');
}
