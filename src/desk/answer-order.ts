import type { AnswerClaim } from '../news/question.ts';
import { compareCoverage } from '../stories/coverage.ts';
import type { Found } from './answer-material.ts';

const BY_DATE =
  /\b(?:changed?|changes|since|says?|said|saying|claimed|latest|updates?|so far|develop\w*|what(?:'s|’s| is) new)\b/iu;

/** Whether a question is about what came after what: then its answer goes by date. */
export function isByDate(question: string): boolean {
  return BY_DATE.test(question);
}

/** By the newest article each rests on; of one day as they were. */
export function newestFirst(claims: readonly AnswerClaim[], found: readonly Found[]): AnswerClaim[] {
  const at = (claim: AnswerClaim) => dateOf(claim, found)?.getTime() ?? 0;
  return claims.toSorted((one, other) => at(other) - at(one));
}

/** When the newest article was published that a statement rests on. */
export function dateOf({ citations }: AnswerClaim, found: readonly Found[]): Date | null {
  const dates = citations.flatMap(
    ({ versionId }) => found.find(({ article }) => article.versionId === versionId)?.at ?? [],
  );
  return dates.toSorted((one, other) => other.getTime() - one.getTime())[0] ?? null;
}

/** Whether the sentences that the statements rest on contradict each other from one article to another. */
export function differ(claims: readonly AnswerClaim[], found: readonly Found[]): boolean {
  const told = found.flatMap(({ article }) => {
    const cited = claims.flatMap(({ citations }) =>
      citations.filter(({ versionId }) => versionId === article.versionId).flatMap(({ sentenceIds }) => sentenceIds),
    );
    const sentences = article.sentences.filter(({ id }) => cited.includes(id));
    return sentences.length > 0 ? [{ id: article.versionId, sentences }] : [];
  });
  return told.length > 1 && compareCoverage(told).length > 0;
}
