import type { Disagreement } from '../news/story.ts';
import { evidence, type Line, pairsOf } from './line.ts';
import { wordsOfQuote } from './quotes.ts';

const SAME_SHARE = 0.6;

/** One quotation in two wordings, or the same words in two mouths. */
export function quoteDisagreements(articles: readonly Line[][]): Disagreement[] {
  const found: Disagreement[] = [];
  for (const [one, other] of pairsOf(articles)) {
    for (const [line, quote] of quotesOf(one)) {
      for (const [rival, theirs] of quotesOf(other)) {
        const disagreement = compare(line, quote, rival, theirs);
        if (disagreement) found.push(disagreement);
      }
    }
  }
  return found;
}

function quotesOf(lines: readonly Line[]): [Line, string][] {
  return lines.flatMap((line) => line.quotes.map((quote): [Line, string] => [line, quote]));
}

function compare(line: Line, quote: string, rival: Line, theirs: string): Disagreement | null {
  const [mine, other] = [wordsOfQuote(quote), wordsOfQuote(theirs)];
  const isPart =
    ` ${mine.join(' ')} `.includes(` ${other.join(' ')} `) || ` ${other.join(' ')} `.includes(` ${mine.join(' ')} `);
  if (!isPart && likenessOf(mine, other) >= SAME_SHARE) {
    const values = [evidence(line, quote), evidence(rival, theirs)];
    return { kind: 'quote', about: speakerOf(line, quote) ?? 'quotation', values };
  }
  if (!isPart) return null;
  const [speaker, rivalSpeaker] = [speakerOf(line, quote), speakerOf(rival, theirs)];
  if (!speaker || !rivalSpeaker || shareWord(speaker, rivalSpeaker)) return null;
  return {
    kind: 'quote',
    about: `who said “${quote}”`,
    values: [evidence(line, speaker), evidence(rival, rivalSpeaker)],
  };
}

/** The share of words in common order (the longest common subsequence, of the longer). */
function likenessOf(one: string[], other: string[]): number {
  let row: number[] = new Array(other.length + 1).fill(0);
  for (const word of one) {
    const above = row;
    row = [0];
    for (const [at, rival] of other.entries()) {
      row.push(word === rival ? (above[at] ?? 0) + 1 : Math.max(above[at + 1] ?? 0, row[at] ?? 0));
    }
  }
  return (row.at(-1) ?? 0) / Math.max(1, one.length, other.length);
}

/** The name beside "said" outside the quotation. */
function speakerOf({ text, names }: Line, quote: string): string | null {
  const outside = text.replace(quote, ' ');
  if (!/\b(?:said|says|told|added|asked|according|wrote|warned|called)\b/i.test(outside)) return null;
  return names.map(({ words }) => words.join(' ')).find((name) => outside.includes(name)) ?? null;
}

function shareWord(one: string, other: string): boolean {
  return one.split(' ').some((word) => other.split(' ').includes(word));
}
