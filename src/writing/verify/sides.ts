import type { Finding } from '../../news/claim.ts';
import type { Passage, SourcePassage } from './passage.ts';
import { isContent, senseOf } from './wording.ts';

const FOR = /^(?:supporters?|proponents?|advocates?|backers?|defenders?)$/u;
const AGAINST = /^(?:opponents?|critics?|detractors?|objectors?)$/u;

/** Where the source sets two sides against each other, each keeps its own words. */
export function checkSides(statement: Passage, closest: SourcePassage): Finding[] {
  const parts = partsBySide(closest);
  const said = partsBySide(statement);
  if (parts.length < 2) return [];
  for (const part of said) {
    const own = overlap(
      part.senses,
      parts.filter(({ side }) => side === part.side),
    );
    const other = overlap(
      part.senses,
      parts.filter(({ side }) => side !== part.side),
    );
    if (other > own && other >= 2) {
      return [
        {
          severity: 'grave',
          reason: `Sentence ${closest.id} gives these words to the other side, not to the ${part.word}.`,
        },
      ];
    }
  }
  return [];
}

function partsBySide({ tokens }: Passage) {
  const parts: { side: boolean; word: string; senses: Set<string> }[] = [];
  for (const token of tokens) {
    const side = FOR.test(token.lower) ? true : AGAINST.test(token.lower) ? false : null;
    if (side !== null) parts.push({ side, word: token.lower, senses: new Set() });
    else if (isContent(token)) parts.at(-1)?.senses.add(senseOf(token.stem));
  }
  return parts;
}

function overlap(senses: Set<string>, parts: { senses: Set<string> }[]): number {
  return Math.max(0, ...parts.map((part) => [...senses].filter((sense) => part.senses.has(sense)).length));
}
