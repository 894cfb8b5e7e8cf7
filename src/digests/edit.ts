import type { NewSentence } from '../news/digest.ts';

/** An article that was posted and has been edited since. */
interface Edited {
  /** Sentences of the newest version whose facts the version we told from did not have (stories/development.ts, findChanges). */
  changes: readonly NewSentence[];
  /** What our post says already of later changes; empty for one that was never updated. */
  noted: readonly NewSentence[];
  /** Whether its source says that it changed; else only what makes our post wrong counts, as more of a page changes than its article. */
  isAnnounced: boolean;
}

/** `update` replaces what the post says of changes; no changes means that the article is back at what we told. */
export type EditStep = { kind: 'nothing' } | { kind: 'update'; changes: NewSentence[]; more: number };

/** A post says so many changes at most. */
const MOST_CHANGES = 5;

/** What an edit asks of our post. Both are compared with the version we told from, so that a change taken back leaves nothing. */
export function judgeEdit({ changes, noted, isAnnounced }: Edited): EditStep {
  const isSaid = (change: NewSentence) => noted.some((one) => factsAsText(one) === factsAsText(change));
  const counts = (change: NewSentence) => isAnnounced || isCorrection(change) || isSaid(change);
  const real = changes.filter((change) => isRealChange(change) && counts(change));
  const told = [...real.filter(isCorrection), ...real.filter((change) => !isCorrection(change))].slice(0, MOST_CHANGES);
  if (saysSame(told, noted)) return { kind: 'nothing' };
  return { kind: 'update', changes: told, more: real.length - told.length };
}

/** A fact told before is different now, or there is a number, a date or a quotation more. A name alone is mostly one more voice. */
function isRealChange({ facts }: NewSentence): boolean {
  return facts.some(({ kind, before }) => before !== null || kind !== 'name');
}

/** Corrections come first: they are what makes our post wrong. */
function isCorrection({ facts }: NewSentence): boolean {
  return facts.some(({ before }) => before !== null);
}

function saysSame(one: readonly NewSentence[], other: readonly NewSentence[]): boolean {
  return one.length === other.length && one.every((change, i) => factsAsText(change) === factsAsText(other[i]));
}

/** The facts without their sentence: new wording around them is no news. */
function factsAsText(change: NewSentence | undefined): string {
  return JSON.stringify(change?.facts.map(({ kind, value, before }) => [kind, value, before]));
}
