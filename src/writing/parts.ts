import type { Sentence } from '../news/sentence.ts';

/** Tokens a text may cost at most, for any tokenizer in use: three characters each in alphabets, one each in CJK. */
export function estimateTokens(text: string): number {
  const wide = text.match(/[\u2e80-\u9fff\uac00-\ud7af\u3040-\u30ff]/g)?.length ?? 0;
  return Math.ceil((text.length - wide) / 3 + wide) + 4;
}

/** What one call may cost at most, where it is answered at once. */
export function estimateCall(call: { system: string; user: string; maxOutputTokens: number }): number {
  return estimateTokens(call.system) + estimateTokens(call.user) + call.maxOutputTokens;
}

/**
 * The sentences in parts of at most `maxTokens`, cut between paragraphs; a paragraph that is longer alone is cut between
 * sentences. Together the parts hold every sentence, once.
 */
export function splitParts(sentences: readonly Sentence[], maxTokens: number): Sentence[][] {
  const parts: Sentence[][] = [];
  let part: Sentence[] = [];
  let size = 0;
  for (const paragraph of paragraphsOf(sentences, maxTokens)) {
    const cost = costOf(paragraph);
    if (part.length > 0 && size + cost > maxTokens) {
      parts.push(part);
      part = [];
      size = 0;
    }
    part.push(...paragraph);
    size += cost;
  }
  return part.length > 0 ? [...parts, part] : parts;
}

function paragraphsOf(sentences: readonly Sentence[], maxTokens: number): Sentence[][] {
  const byParagraph = Map.groupBy(sentences, ({ paragraph }) => paragraph);
  return [...byParagraph.values()].flatMap((paragraph) =>
    costOf(paragraph) > maxTokens ? paragraph.map((sentence) => [sentence]) : [paragraph],
  );
}

function costOf(sentences: readonly Sentence[]): number {
  return sentences.reduce((sum, { text }) => sum + estimateTokens(text), 0);
}

/** Runs of items that cost at most `maxTokens` together; one that costs more stands alone. */
export function inBatches<T>(
  items: readonly T[],
  costOfBatch: (batch: readonly T[]) => number,
  maxTokens: number,
): T[][] {
  const batches: T[][] = [];
  for (const item of items) {
    const last = batches.at(-1);
    if (last && costOfBatch([...last, item]) <= maxTokens) last.push(item);
    else batches.push([item]);
  }
  return batches;
}
