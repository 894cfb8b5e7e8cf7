import { addressesReader } from '../news/addressed.ts';
import { type Claim, type DraftClaim, type Finding, isSupported } from '../news/claim.ts';
import type { Sentence } from '../news/sentence.ts';
import { similarity, verify } from './verify.ts';

/** The languages of what is checked and of what it is checked against; null where unknown. */
export interface Languages {
  language: string | null;
  sourceLanguage: string | null;
}

export interface FailedDraft {
  draft: DraftClaim;
  findings: Finding[];
}

/** What can go out in our own words, and what can't, with the reasons; the order is kept by `position`. */
export function checkDrafts(drafts: readonly DraftClaim[], source: Sentence[], languages: Languages) {
  const held: { position: number; claim: Claim }[] = [];
  const failed: (FailedDraft & { position: number })[] = [];
  for (const [position, draft] of drafts.entries()) {
    const verdict = verify(draft, source, languages);
    const findings = [...verdict.findings, ...readerFindings(draft), ...substanceFindings(draft, source, languages)];
    if (isSupported({ ...verdict, findings })) held.push({ position, claim: { ...draft, origin: 'written' } });
    else failed.push({ position, draft, findings });
  }
  return { held, failed };
}

/** Links stand where we put them, and nowhere else: an address or an order in a statement came out of the page. */
function readerFindings({ text }: DraftClaim): Finding[] {
  if (!addressesReader(text)) return [];
  return [{ severity: 'hard', reason: 'It holds an address, or words to the reader, which are never passed on.' }];
}

/** Words that share nothing with what they cite are no statement about it. */
function substanceFindings({ text, sentenceIds }: DraftClaim, source: Sentence[], languages: Languages): Finding[] {
  const isTranslated = languages.language !== languages.sourceLanguage;
  const cited = source.filter(({ id }) => sentenceIds.includes(id));
  if (isTranslated || cited.some((sentence) => similarity(text, sentence.text) > 0)) return [];
  return [{ severity: 'hard', reason: 'None of its words stand in the cited sentences.' }];
}

/** From here on a cited sentence says the same, and may stand in for a statement that could not be supported. */
const SAME = 0.35;

/** The cited sentences that say what the statement was to say, as quotations; none where none does. */
export function quoteInstead({ text, sentenceIds }: DraftClaim, source: Sentence[]): Claim[] {
  const cited = source.filter(({ id, text }) => sentenceIds.includes(id) && !addressesReader(text));
  const best = cited
    .map((sentence) => ({ sentence, same: similarity(text, sentence.text) }))
    .filter(({ same }) => same >= SAME)
    .toSorted((a, b) => b.same - a.same)[0];
  return best ? [{ text: best.sentence.text, sentenceIds: [best.sentence.id], origin: 'quoted' }] : [];
}
