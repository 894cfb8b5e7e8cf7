import { contentOf } from './content.ts';
import { type Quantity, quantitiesIn } from './quantities.ts';
import type { Token } from './tokens.ts';

/** A number with what it counts. */
export interface Measure extends Quantity {
  /** "killed", "magnitude", "jobs"; where only the words around can tell, the unit ("%"). */
  about: string;
  /** Whether `about` alone says which number of the story it is; else the words around must match too. */
  isPlain: boolean;
  /** The telling words near it, as stems. */
  context: Set<string>;
}

/** What happens to people in the news, and the words for it. */
const FATES: [about: string, words: RegExp][] = [
  [
    'killed',
    /^(?:dead|die[ds]?|killed|kill|kills|killing|deaths?|toll|drown(?:ed|ing)?|bodies|fatalities|perished|lives|claimed|murdered|dying)$/,
  ],
  ['injured', /^(?:injur(?:ed|ing|ies|es)|wounded|wounding|hurt)$/],
  ['missing', /^(?:missing|unaccounted)$/],
  ['arrested', /^(?:arrest(?:ed|s|ing)?|detained|detaining|custody)$/],
  ['rescued', /^(?:rescued?|rescuing|saved|survived|survivors|freed)$/],
  ['trapped', /^trapped$/],
  ['evacuated', /^(?:evacuat(?:ed|ing|ions?)|fled|flee|homeless|displaced)$/],
  ['infected', /^(?:infected|infections|cases|ill|sick|sickened)$/],
  ['aboard', /^(?:aboard|onboard)$/],
];
/** A length or a time is told of many things in one article, and befalls nobody. */
export const EXTENTS =
  /^(?:miles?|kilomet(?:er|re)s?|met(?:er|re)s?|feet|yards|km|years?|months?|weeks?|days?|hours?|minutes?|seconds?)$/;
const NEAR = 6;
const CONTEXT = 8;

export function measuresIn(tokens: readonly Token[]): Measure[] {
  return quantitiesIn(tokens).map((quantity) => {
    const nearby = tokens.filter(
      (_, place) => place >= quantity.start - CONTEXT && place < quantity.end + CONTEXT && !isInside(place, quantity),
    );
    const { about, isPlain } = subjectOf(tokens, quantity);
    return { ...quantity, about, isPlain, context: contentOf(nearby) };
  });
}

function isInside(place: number, { start, end }: Quantity): boolean {
  return place >= start && place < end;
}

function subjectOf(tokens: readonly Token[], quantity: Quantity): Pick<Measure, 'about' | 'isPlain'> {
  if (quantity.unit === 'magnitude') return { about: 'magnitude', isPlain: true };
  if (quantity.unit !== '') return { about: quantity.unit, isPlain: false };
  const noun = nounAfter(tokens, quantity) ?? 'number';
  const fate = EXTENTS.test(noun) ? null : fateOf(tokens, quantity);
  return fate ? { about: fate, isPlain: true } : { about: noun, isPlain: false };
}

/** What befell so many: told after the number in its clause ("nine were killed"), else before it ("killing nine"). */
function fateOf(tokens: readonly Token[], { start, end }: Quantity): string | null {
  const after = untilBoundary(tokens.slice(end, end + NEAR));
  const before = untilBoundary(tokens.slice(Math.max(0, start - NEAR), start).reverse());
  for (const { lower } of [...after, ...before]) {
    const fate = FATES.find(([, words]) => words.test(lower));
    if (fate) return fate[0];
  }
  return null;
}

function untilBoundary(tokens: readonly Token[]): readonly Token[] {
  const boundary = tokens.findIndex(({ lower }) => /^(?:[.,;:!?()–—]|and|while|but|when|after|with|as)$/.test(lower));
  return boundary === -1 ? tokens : tokens.slice(0, boundary);
}

function nounAfter(tokens: readonly Token[], { end }: Quantity): string | null {
  const after = untilBoundary(tokens.slice(end, end + 4));
  const words = after.filter(({ lower }) => /^\p{L}{3,}$/u.test(lower));
  const stop = words.findIndex(({ lower }) =>
    /^(?:of|in|on|at|to|from|for|were|was|have|had|are|the|who|that)$/.test(lower),
  );
  const nouns = stop === -1 ? words : words.slice(0, stop);
  return (nouns.find(({ lower }) => lower.endsWith('s')) ?? nouns.at(-1))?.lower ?? null;
}
