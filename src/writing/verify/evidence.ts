import type { Passage, Source, SourcePassage } from './passage.ts';
import { contentOf, isContent, senseOf, sensesOf } from './wording.ts';

const MAX_EVIDENCE = 3;
/** A long statement may gather from more. */
const MAX_EVIDENCE_LONG = 5;
const LONG_TOKENS = 30;

/** The sentences that support a statement best: each next one is taken for what the ones before it leave open. */
export function evidenceFor(statement: Passage, source: Source): SourcePassage[] {
  const open = weightsOf(statement, source);
  const whole = sum(open.values());
  const chosen: SourcePassage[] = [];
  const most = statement.tokens.length > LONG_TOKENS ? MAX_EVIDENCE_LONG : MAX_EVIDENCE;
  while (chosen.length < most && whole > 0) {
    let best: SourcePassage | null = null;
    let highest = 0;
    for (const sentence of source.sentences) {
      if (chosen.includes(sentence)) continue;
      const near = chosen.some(({ id }) => Math.abs(id - sentence.id) === 1) ? 1.1 : 1;
      const gain = near * gainOf(open, sentence);
      if (gain > highest) [best, highest] = [sentence, gain];
    }
    if (!best || (chosen.length > 0 && highest < 0.08 * whole)) break;
    chosen.push(best);
    for (const sense of sensesOf(best)) open.delete(sense);
  }
  return chosen;
}

/** The sentence of these that holds most of the statement, and how much of it (0–1). */
export function closestTo(statement: Passage, sentences: SourcePassage[], source: Source) {
  const weights = weightsOf(statement, source);
  const whole = sum(weights.values()) || 1;
  let closest: { sentence: SourcePassage; share: number } | null = null;
  for (const sentence of sentences) {
    const share = gainOf(weights, sentence) / whole;
    if (!closest || share > closest.share) closest = { sentence, share };
  }
  return closest;
}

/** How far two texts say the same, 0–1: what they share of the content words of both (Dice). */
export function likeness(one: Passage, other: Passage): number {
  const left = sensesOf(one);
  const right = sensesOf(other);
  if (left.size === 0 || right.size === 0) return 0;
  return (2 * [...left].filter((sense) => right.has(sense)).length) / (left.size + right.size);
}

function weightsOf(statement: Passage, source: Source): Map<string, number> {
  const count = source.sentences.length;
  const weights = new Map<string, number>();
  for (const token of contentOf(statement)) {
    const rare = Math.log(1 + count / (1 + (source.frequency.get(token.stem) ?? 0)));
    const isFact = /^\p{N}/u.test(token.lower) || (token.isCapital && !token.opens);
    weights.set(senseOf(token.stem), rare * (isFact ? 2 : 1));
  }
  return weights;
}

function gainOf(open: Map<string, number>, sentence: SourcePassage): number {
  let gain = 0;
  const senses = sensesOf(sentence);
  for (const [sense, weight] of open) if (senses.has(sense)) gain += weight;
  // Of two sentences that hold the same, the shorter says it more to the point.
  return gain * (1 - Math.min(0.1, sentence.tokens.filter(isContent).length / 500));
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
