import { ModelRefused, ModelUnusable } from '../errors.ts';
import type { Claim, DraftClaim } from '../news/claim.ts';
import type { Model } from '../news/ports.ts';
import type { Sentence } from '../news/sentence.ts';
import type { Length, Summary, Writer } from '../news/summary.ts';
import { checkDrafts, type FailedDraft, type Languages, quoteInstead } from './check.ts';
import { writeExtract } from './extractive.ts';
import { splitParts } from './parts.ts';
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
    const drafts = await draft(article, wish, ports);
    await ports.onStep('checking');
    const checked = await checkAndRepair(drafts, article, wish, ports);
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

async function draft(article: Written, wish: Wish, ports: WriterPorts): Promise<DraftClaim[]> {
  const parts = splitParts(article.sentences, ports.maxInputTokens);
  if (parts.length <= 1) return await draftPart(article.sentences, COUNTS[wish.length], article, wish, ports);
  let drafts: DraftClaim[] = [];
  for (let at = 0; at < parts.length; at += PARALLEL_PARTS) {
    const some = parts.slice(at, at + PARALLEL_PARTS);
    const written = await Promise.all(some.map((part) => draftPart(part, PART_COUNT, article, wish, ports)));
    drafts = [...drafts, ...written.flat()];
  }
  // Only what holds is worth merging, and a merged statement is checked again like any other.
  const { held } = checkDrafts(drafts, article.sentences, languagesOf(article, wish));
  return await merge(
    held.map(({ claim }) => claim),
    article,
    wish,
    ports,
  );
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

async function merge(drafts: DraftClaim[], article: Written, wish: Wish, ports: WriterPorts): Promise<DraftClaim[]> {
  const prompt = ports.prompts.fill('merge', {
    style: ports.prompts.style(wish.style),
    count: `at most ${COUNTS[wish.length]}`,
    language: languageWords(article, wish),
    title: article.title ?? 'none',
    statements: listed(drafts),
  });
  return await askForStatements(prompt, ports);
}

async function checkAndRepair(drafts: DraftClaim[], article: Written, wish: Wish, ports: WriterPorts) {
  const languages = languagesOf(article, wish);
  const first = checkDrafts(drafts, article.sentences, languages);
  if (first.failed.length === 0) return { claims: first.held.map(({ claim }) => claim), leftOut: 0, repaired: 0 };
  const rewritten = await repair(first.failed, article, wish, ports);
  const placed: { position: number; claim: Claim }[] = [...first.held];
  let [leftOut, repaired] = [0, 0];
  for (const [at, { draft: before, position }] of first.failed.entries()) {
    const after = rewritten?.[at];
    const second = after && after.text !== '' ? checkDrafts([after], article.sentences, languages).held : [];
    const claims = second.length > 0 ? second.map(({ claim }) => claim) : quoteInstead(before, article.sentences);
    placed.push(...claims.map((claim) => ({ position, claim })));
    if (claims.length > 0) repaired += 1;
    else leftOut += 1;
  }
  const ordered = placed.toSorted((a, b) => a.position - b.position).map(({ claim }) => claim);
  return { claims: withoutRepeats(ordered), leftOut, repaired };
}

/** One call for all that failed. An answer of another length can't be matched to them: then the sentences speak. */
async function repair(failed: FailedDraft[], article: Written, wish: Wish, ports: WriterPorts) {
  const cited = new Set(failed.flatMap(({ draft: { sentenceIds } }) => sentenceIds));
  const around = article.sentences.filter(({ id }) => cited.has(id) || cited.has(id - 1) || cited.has(id + 1));
  const [sentences = []] = splitParts(around, ports.maxInputTokens);
  const prompt = ports.prompts.fill('repair', {
    language: languageWords(article, wish),
    sentences: numbered(sentences),
    findings: failed.map(findingLine).join('\n'),
  });
  try {
    const rewritten = await askForStatements(prompt, ports);
    return rewritten.length === failed.length ? rewritten : null;
  } catch (error) {
    if (error instanceof ModelUnusable || error instanceof ModelRefused) return null;
    throw error;
  }
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
