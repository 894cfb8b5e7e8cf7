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
    const findings = [...verdict.findings, ...linkFindings(draft, source)];
    if (isSupported({ ...verdict, findings })) held.push({ position, claim: { ...draft, origin: 'written' } });
    else failed.push({ position, draft, findings });
  }
  return { held, failed };
}

/** An address that the article does not name is somebody else's. */
function linkFindings({ text }: DraftClaim, source: Sentence[]): Finding[] {
  const links =
    text.match(/\b(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]+\.(?:com|net|org|io|xyz|ru|cn|top|info)\b\S*/gi) ?? [];
  const strange = links.filter((link) => !source.some((sentence) => sentence.text.includes(link)));
  return strange.map((link) => ({ severity: 'hard', reason: `The address ${link} does not stand in the article.` }));
}

/** From here on a cited sentence says the same, and may stand in for a statement that could not be supported. */
const SAME = 0.35;

/** The cited sentences that say what the statement was to say, as quotations; none where none does. */
export function quoteInstead({ text, sentenceIds }: DraftClaim, source: Sentence[]): Claim[] {
  const cited = source.filter(({ id }) => sentenceIds.includes(id));
  const best = cited
    .map((sentence) => ({ sentence, same: similarity(text, sentence.text) }))
    .filter(({ same }) => same >= SAME)
    .toSorted((a, b) => b.same - a.same)[0];
  return best ? [{ text: best.sentence.text, sentenceIds: [best.sentence.id], origin: 'quoted' }] : [];
}
