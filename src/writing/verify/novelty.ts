import type { Finding } from '../../news/claim.ts';
import type { Passage } from './passage.ts';
import { contentOf, senseOf, sensesOf } from './wording.ts';

const HIGH = 0.5;

/** Remarks that many of the statement's words stand in none of the cited sentences. Never a reason to hold it back. */
export function checkNovelty(statement: Passage, cited: Passage[]): Finding[] {
  const words = contentOf(statement);
  const isNew = words.filter(({ stem }) => !cited.some((sentence) => sensesOf(sentence).has(senseOf(stem))));
  if (words.length < 4 || isNew.length <= HIGH * words.length) return [];
  return [
    {
      severity: 'note',
      reason: `${isNew.length} of its ${words.length} words of content stand in none of the cited sentences.`,
    },
  ];
}
