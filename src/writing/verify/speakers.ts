import type { Finding } from '../../news/claim.ts';
import type { Passage, SourcePassage, Token } from './passage.ts';
import { isContent } from './wording.ts';

const SAYS =
  /^(?:said|says|say|told|tells|claimed|claims|alleged|alleges|argued|argues|warned|warns|added|adds|insisted|insists|announced|announces|denied|denies|stated|states|suggested|suggests|explained|estimated|predicted)$/u;

/** Words are given to the one who says them in the sentence they come from, not to another person of the article. */
export function checkSpeakers(statement: Passage, closest: SourcePassage): Finding[] {
  const said = speakerOf(statement);
  const held = speakerOf(closest);
  if (said.length === 0 || held.length === 0) return [];
  if (said.some(({ stem }) => closest.stems.has(stem)) || held.some(({ stem }) => statement.stems.has(stem))) return [];
  return [
    {
      severity: 'grave',
      reason: `In sentence ${closest.id} it is ${textOf(held)} who says this, not ${textOf(said)}.`,
    },
  ];
}

/** The name at the first verb of saying: before it ("Reyes said"), before an aside ("Reyes, who …, said"), or behind it. */
function speakerOf({ tokens }: Passage): Token[] {
  const place = tokens.findIndex(({ lower }) => SAYS.test(lower));
  if (place === -1) return [];
  const before = nameUpTo(tokens, place);
  if (before.length > 0) return before;
  const isAfterAside = place > 0 && tokens[place - 1]?.clause !== tokens[place]?.clause;
  const opening = isAfterAside ? nameFrom(tokens, 0) : [];
  return opening.length > 0 ? opening : nameFrom(tokens, place + 1);
}

function nameUpTo(tokens: Token[], end: number): Token[] {
  let from = end;
  while (from > 0 && isName(tokens[from - 1])) from -= 1;
  // "The Swede said" describes somebody who has a name elsewhere.
  return /^(?:the|a|an)$/u.test(tokens[from - 1]?.lower ?? '') ? [] : tokens.slice(from, end);
}

function nameFrom(tokens: Token[], start: number): Token[] {
  let to = start;
  while (isName(tokens[to])) to += 1;
  return tokens.slice(start, to);
}

function isName(token: Token | undefined): boolean {
  return token?.isCapital === true && isContent(token);
}

function textOf(tokens: Token[]): string {
  return tokens.map(({ text }) => text).join(' ');
}
