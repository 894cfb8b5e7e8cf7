import { ModelRefused, ModelUnusable, OverBudget } from '../errors.ts';
import type { Claim, DraftClaim } from '../news/claim.ts';
import type { Sentence } from '../news/sentence.ts';
import { languageWords, type Wish, type WriterPorts, type Written } from './assignment.ts';
import { checkDrafts, type FailedDraft, type Languages, quoteInstead } from './check.ts';
import { estimateTokens, inBatches } from './parts.ts';
import { askForStatements, numbered } from './statements.ts';

/** What holds, in our words or the source's, and how much was corrected or dropped on the way. */
export interface Checked {
  claims: Claim[];
  leftOut: number;
  repaired: number;
}

/** Each statement that does not hold is written anew once; what fails again is the source's own sentence, or dropped and counted. */
export async function checkAndRepair(
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
    // What is written already holds for the most part: it is worth more than to be written again without a model.
    if (error instanceof ModelUnusable || error instanceof ModelRefused || error instanceof OverBudget) return nothing;
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
