/** A statement of ours, not yet checked, with the sentences it says it rests on. */
export interface DraftClaim {
  text: string;
  sentenceIds: number[];
}

/** A checked statement. `quoted` ones are the source's own sentence, set as a quotation. */
export interface Claim extends DraftClaim {
  origin: 'written' | 'quoted';
}

/** Why a statement may not go out (hard, grave) or a remark that never blocks (note). `reason` reads as a sentence. */
export interface Finding {
  severity: 'hard' | 'grave' | 'note';
  reason: string;
}

/** What checking one statement found. `evidence` = ids of the sentences that support it, best first. */
export interface Verdict {
  findings: Finding[];
  evidence: number[];
}

export function isSupported(verdict: Verdict): boolean {
  return verdict.findings.every((finding) => finding.severity === 'note');
}
