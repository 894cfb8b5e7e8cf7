import { FUNCTION_WORDS } from '../../news/function-words.ts';
import type { Passage, Token } from './passage.ts';
import { stemOf, stemsOf } from './stem.ts';

const COMMON = new Set([
  ...(FUNCTION_WORDS.get('en') ?? []),
  ...'being am while during because since until against between through under again further just very such own same too each few both only off down him them himself herself itself themselves us me mr mrs ms dr also many much now still even via per amid among within across despite although though however whether'.split(
    ' ',
  ),
]);

/** Ways to say one thing; each group counts as one word. */
const GROUPS = [
  'resign quit step_down depart leave exit',
  'buy acquire purchase take_over',
  'sack fire dismiss oust',
  'die kill perish',
  'hurt injure wound',
  'agreement agree deal pact accord',
  'rise increase climb grow gain jump surge',
  'fall decrease drop decline slump plunge shrink',
  'begin start launch open',
  'end finish conclude close',
  'authority officials official',
  'chief head boss commissioner',
  'company firm business',
  'worker employee staff workforce',
  'law legislation statute',
  'layoff dismissal redundancy cut lay',
  'hit strike',
  'large big huge',
  'near close',
].map((group) => group.split(' '));

const canonical = new Map(GROUPS.flatMap((group) => group.map((word) => [stemOf(word), stemOf(group[0] ?? '')])));

/** One name for all the ways to say it. */
export function senseOf(stem: string): string {
  return canonical.get(stem) ?? stem;
}

export function isContent(token: Pick<Token, 'lower'>): boolean {
  return token.lower.length > 1 && !COMMON.has(token.lower);
}

export function contentOf(passage: Passage): Token[] {
  return passage.tokens.filter(isContent);
}

const senses = new WeakMap<Passage, Set<string>>();

export function sensesOf(passage: Passage): Set<string> {
  const known = senses.get(passage);
  if (known) return known;
  const found = new Set(contentOf(passage).map(({ stem }) => senseOf(stem)));
  for (const [place, { stem, lower }] of passage.tokens.entries()) {
    const next = passage.tokens[place + 1]?.lower;
    if (stem === 'step' && (next === 'down' || next === 'aside')) found.add(senseOf('resign'));
    if ((stem === 'tak' || lower === 'take') && next === 'over') found.add(senseOf('buy'));
  }
  senses.set(passage, found);
  return found;
}

const NEGATIONS = new Set(
  "not no never without neither nor none cannot hardly unlikely nobody didn't doesn't don't won't wasn't weren't isn't aren't can't couldn't wouldn't shouldn't hasn't haven't hadn't".split(
    ' ',
  ),
);
const REFUSALS = stemsOf(
  'refuse refused refusing decline declined fail failed deny denied avoid avoided reject rejected',
);

/** Whether something in the three words before says that it is not so. */
export function isNegated(tokens: Token[], place: number): boolean {
  for (let at = place - 1; at >= Math.max(0, place - 3); at--) {
    const token = tokens[at];
    if (!token || token.clause !== tokens[place]?.clause) return false;
    if (NEGATIONS.has(token.lower)) return tokens[at + 1]?.lower !== 'only';
    if (REFUSALS.has(token.stem) && tokens[at + 1]?.lower === 'to') return true;
  }
  return false;
}
