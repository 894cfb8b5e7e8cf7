import { ModelRefused, ModelUnusable } from '../errors.ts';
import type { Claim, DraftClaim } from '../news/claim.ts';
import type { Model } from '../news/ports.ts';
import type { Sentence } from '../news/sentence.ts';
import type { Length, Summary, Writer } from '../news/summary.ts';
import { checkDrafts, type FailedDraft, type Languages, quoteInstead } from './check.ts';
import { writeExtract } from './extractive.ts';
import { estimateTokens, inBatches, splitParts } from './parts.ts';
import type { Prompts } from './prompt.ts';
import { askForStatements, listed, numbered, type OnUsage } from './statements.ts';

/** What the writers need of an article. */
export interface Written {
  title: string | null;
  sentences: Sentence[];
  language: string | null;
}

export interface Wish {
  style: string;
  length: Length;
  /** Null = the article's own. */
  language: string | null;
}

export interface WriterPorts {
  model: Model;
  prompts: Prompts;
  /** What one call may read. */
  maxInputTokens: number;
  onUsage: OnUsage;
  onStep: (step: 'writing' | 'checking') => Promise<void>;
  signal?: AbortSignal;
}

type Because = Extract<Writer, { kind: 'extractive' }>['because'];

const COUNTS: Record<Length, number> = { short: 4, medium: 8, long: 14 };
/** A part's share of a long article's summary; the merging chooses. */
const PART_COUNT = 8;
const PARALLEL_PARTS = 4;

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

/** What holds, in our words or the source's, and how much was corrected or dropped on the way. */
interface Checked {
  claims: Claim[];
  leftOut: number;
  repaired: number;
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

async function draftParts(
  parts: Sentence[][],
  article: Written,
  wish: Wish,
  ports: WriterPorts,
): Promise<DraftClaim[]> {
  const drafts: DraftClaim[] = [];
  for (let at = 0; at < parts.length; at += PARALLEL_PARTS) {
    const some = parts.slice(at, at + PARALLEL_PARTS);
    const written = await Promise.all(some.map((part) => draftPart(part, PART_COUNT, article, wish, ports)));
    drafts.push(...written.flat());
  }
  return drafts;
}

async function draftPart(sentences: Sentence[], count: number, article: Written, wish: Wish, ports: WriterPorts) {
  const prompt = ports.prompts.fill('summarize', {
    style: ports.prompts.style(wish.style),
    count: `at most ${count}`,
    language: languageWords(article, wish),
    title: article.title ?? 'none',
    sentences: numbered(sentences),
  });
  return await askForStatements(prompt, ports);
}

/** In rounds, each over runs that fit one call, until one run is left. */
async function merge(drafts: DraftClaim[], article: Written, wish: Wish, ports: WriterPorts): Promise<DraftClaim[]> {
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
    style: ports.prompts.style(wish.style),
    count: `at most ${count}`,
    language: languageWords(article, wish),
    title: article.title ?? 'none',
    statements: listed(drafts),
  });
  return await askForStatements(prompt, ports);
}

async function checkAndRepair(
  drafts: DraftClaim[],
  article: Written,
  wish: Wish,
  ports: WriterPorts,
): Promise<Checked> {
  const languages = languagesOf(article, wish);
  const first = checkDrafts(drafts, article.sentences, languages);
  if (first.failed.length === 0) return { claims: first.held.map(({ claim }) => claim), leftOut: 0, repaired: 0 };
  const rewritten = await repair(first.failed, article, wish, ports);
  const placed: { position: number; claim: Claim }[] = [...first.held];
  let [leftOut, repaired] = [0, 0];
  for (const [at, { draft: before, position }] of first.failed.entries()) {
    const after = rewritten[at];
    const second = after && after.text !== '' ? checkDrafts([after], article.sentences, languages).held : [];
    const claims = second.length > 0 ? second.map(({ claim }) => claim) : quoteInstead(before, article.sentences);
    placed.push(...claims.map((claim) => ({ position, claim })));
    if (claims.length > 0) repaired += 1;
    else leftOut += 1;
  }
  const ordered = placed.toSorted((a, b) => a.position - b.position).map(({ claim }) => claim);
  return { claims: withoutRepeats(ordered), leftOut, repaired };
}

/** One call for all that failed, more only where they would not fit. Null stands where there is no answer to match. */
async function repair(failed: FailedDraft[], article: Written, wish: Wish, ports: WriterPorts) {
  const costOfBatch = (batch: readonly FailedDraft[]) => estimateTokens(numbered(sentencesFor(batch, article)));
  const rewritten: (DraftClaim | null)[] = [];
  for (const batch of inBatches(failed, costOfBatch, ports.maxInputTokens)) {
    rewritten.push(...(await repairBatch(batch, article, wish, ports)));
  }
  return rewritten;
}

async function repairBatch(batch: FailedDraft[], article: Written, wish: Wish, ports: WriterPorts) {
  const prompt = ports.prompts.fill('repair', {
    language: languageWords(article, wish),
    sentences: numbered(sentencesFor(batch, article)),
    findings: batch.map(findingLine).join('\n'),
  });
  const nothing = batch.map(() => null);
  try {
    const rewritten = await askForStatements(prompt, ports);
    // An answer of another length can't be matched to what was asked: then the sentences speak.
    return rewritten.length === batch.length ? rewritten : nothing;
  } catch (error) {
    if (error instanceof ModelUnusable || error instanceof ModelRefused) return nothing;
    throw error;
  }
}

/** What the failed statements cite, with the neighbours. */
function sentencesFor(failed: readonly FailedDraft[], { sentences }: Written): Sentence[] {
  const cited = new Set(failed.flatMap(({ draft: { sentenceIds } }) => sentenceIds));
  return sentences.filter(({ id }) => cited.has(id) || cited.has(id - 1) || cited.has(id + 1));
}

function findingLine({ draft: { text, sentenceIds }, findings }: FailedDraft): string {
  const reasons = findings.filter(({ severity }) => severity !== 'note').map(({ reason }) => reason);
  return `- ${text} [${sentenceIds.join(', ')}] Wrong: ${reasons.join(' ')}`;
}

function withoutRepeats(claims: Claim[]): Claim[] {
  return claims.filter(({ text }, at) => claims.findIndex((other) => other.text === text) === at);
}

function languagesOf({ language }: Written, wish: Wish): Languages {
  return { language: wish.language ?? language, sourceLanguage: language };
}

function languageWords({ language }: Written, wish: Wish): string {
  const wanted = wish.language ?? language;
  return wanted === null
    ? 'the article’s own'
    : (new Intl.DisplayNames('en', { type: 'language' }).of(wanted) ?? wanted);
}
