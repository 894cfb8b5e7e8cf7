import type { DraftClaim } from '../news/claim.ts';
import type { Sentence } from '../news/sentence.ts';
import { COUNTS, languageWords, type Wish, type WriterPorts, type Written } from './assignment.ts';
import { estimateCall, estimateTokens, inBatches } from './parts.ts';
import { askForStatements, listed, numbered } from './statements.ts';

/** A part's share of a long article's summary; the merging chooses. */
const PART_COUNT = 8;
const PARALLEL_PARTS = 4;

/** Statements about each part of an article that is too long for one call. */
export async function draftParts(
  parts: Sentence[][],
  article: Written,
  wish: Wish,
  ports: WriterPorts,
): Promise<DraftClaim[]> {
  const prompts = parts.map((part) => promptFor(part, PART_COUNT, article, wish, ports));
  // Half of an article is no summary: a budget that ends on the way would be spent for nothing.
  await ports.model.afford?.(prompts.reduce((sum, prompt) => sum + estimateCall(prompt), 0));
  const drafts: DraftClaim[] = [];
  for (let at = 0; at < prompts.length; at += PARALLEL_PARTS) {
    const some = prompts.slice(at, at + PARALLEL_PARTS);
    const written = await Promise.all(some.map((prompt) => askForStatements(prompt, ports)));
    drafts.push(...written.flat());
  }
  return drafts;
}

/** At most `count` statements about these sentences. */
export async function draftPart(
  sentences: Sentence[],
  count: number,
  article: Written,
  wish: Wish,
  ports: WriterPorts,
) {
  return await askForStatements(promptFor(sentences, count, article, wish, ports), ports);
}

function promptFor(sentences: Sentence[], count: number, article: Written, wish: Wish, ports: WriterPorts) {
  return ports.prompts.fill('summarize', {
    ...orderFor(count, article, wish, ports),
    sentences: numbered(sentences),
  });
}

/** One summary's statements out of its parts', in rounds, each over runs that fit one call, until one run is left. */
export async function merge(
  drafts: DraftClaim[],
  article: Written,
  wish: Wish,
  ports: WriterPorts,
): Promise<DraftClaim[]> {
  if (drafts.length === 0) return [];
  const batches = inBatches(drafts, (batch) => estimateTokens(listed(batch)), ports.maxInputTokens);
  if (batches.length === 1) return await mergeRun(drafts, COUNTS[wish.length], article, wish, ports);
  const merged: DraftClaim[] = [];
  for (const batch of batches) {
    // Half at most, so that the rounds end.
    const count = Math.min(PART_COUNT, Math.ceil(batch.length / 2));
    merged.push(...(await mergeRun(batch, count, article, wish, ports)).slice(0, count));
  }
  return merged.length < drafts.length ? await merge(merged, article, wish, ports) : merged;
}

async function mergeRun(drafts: DraftClaim[], count: number, article: Written, wish: Wish, ports: WriterPorts) {
  const prompt = ports.prompts.fill('merge', {
    ...orderFor(count, article, wish, ports),
    statements: listed(drafts),
  });
  return await askForStatements(prompt, ports);
}

/** What every prompt that writes is told: how, how much, in which language, about what. */
function orderFor(count: number, article: Written, wish: Wish, { prompts }: WriterPorts) {
  return {
    style: prompts.style(wish.style),
    count: `at most ${count}`,
    language: languageWords(article, wish),
    title: article.title ?? 'none',
    remark: wish.remark ?? 'none',
  };
}
