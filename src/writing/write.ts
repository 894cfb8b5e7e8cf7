import { ModelRefused, ModelUnusable } from '../errors.ts';
import type { Because, Length, Summary } from '../news/summary.ts';
import { COUNTS, type Wish, type WriterPorts, type Written } from './assignment.ts';
import { draftPart, draftParts, merge } from './draft.ts';
import { writeExtract } from './extractive.ts';
import { splitParts } from './parts.ts';
import { type Checked, checkAndRepair } from './repair.ts';

/**
 * A summary of which every statement has passed `verify`: written, repaired once where it failed, then the source's own
 * sentence or nothing. Throws ModelDown; a refusal or an unusable answer ends in the article's own sentences.
 */
export async function writeSummary(article: Written, wish: Wish, ports: WriterPorts): Promise<Summary> {
  try {
    const checked = await writeChecked(article, wish, ports);
    if (checked.claims.length === 0) return extractSummary(article, wish.length, 'nothing-held');
    const language = wish.language ?? article.language;
    return { ...checked, writer: { kind: 'model', model: ports.model.name }, language };
  } catch (error) {
    if (error instanceof ModelRefused) return extractSummary(article, wish.length, 'model-refused');
    if (error instanceof ModelUnusable) return extractSummary(article, wish.length, 'nothing-held');
    throw error;
  }
}

/** The article's own sentences, for when no model writes. */
export function extractSummary(article: Written, length: Length, because: Because): Summary {
  const claims = writeExtract(article, COUNTS[length]);
  return { claims, leftOut: 0, repaired: 0, writer: { kind: 'extractive', because }, language: article.language };
}

async function writeChecked(article: Written, wish: Wish, ports: WriterPorts): Promise<Checked> {
  const parts = splitParts(article.sentences, ports.maxInputTokens);
  if (parts.length <= 1) {
    const drafts = await draftPart(article.sentences, COUNTS[wish.length], article, wish, ports);
    await ports.onStep('checking');
    return await checkAndRepair(drafts, article, wish, ports);
  }
  const drafts = await draftParts(parts, article, wish, ports);
  await ports.onStep('checking');
  // Only what holds is worth merging, and a merged statement is checked again like any other.
  const first = await checkAndRepair(drafts, article, wish, ports);
  const second = await checkAndRepair(await merge(first.claims, article, wish, ports), article, wish, ports);
  return {
    claims: second.claims,
    leftOut: first.leftOut + second.leftOut,
    repaired: first.repaired + second.repaired,
  };
}
