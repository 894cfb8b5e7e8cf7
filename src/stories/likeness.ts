import type { Term } from './terms.ts';

/** How rare a stem is in what was read up to now: more for a rare one. */
export type Rarity = (stem: string) => number;

/** An article's terms, by stem, for comparing. */
export type TermMap = ReadonlyMap<string, Term>;

/** Outlets tell one event in words so different that only its names meet: no shared word lowers the likeness, and never to nothing. */
const NO_WORD = 0.05;

/**
 * How far two articles tell the same event, 0–1: how much of what each opens with stands anywhere in the other, for names, for
 * other words and for all together, and the geometric mean of the three. One alone says little: two earthquakes share the words,
 * one minister's two laws the names. What a long article has beside its opening does not count against it.
 */
export function likeness(one: TermMap, other: TermMap, rarityOf: Rarity): number {
  const there = heldShares(one, other, rarityOf);
  const back = heldShares(other, one, rarityOf);
  const names = (there.names + back.names) / 2;
  const words = (there.words + back.words) / 2;
  const all = (there.all + back.all) / 2;
  return Math.cbrt(names * Math.min(1, words + NO_WORD) * all);
}

/** The shares of the one's opening that the other has. An opening without names, or of names alone, is judged by all its terms. */
function heldShares(one: TermMap, other: TermMap, rarityOf: Rarity) {
  const names = { held: 0, whole: 0 };
  const words = { held: 0, whole: 0 };
  for (const { stem, weight, isName, isLead } of one.values()) {
    if (!isLead) continue;
    const mass = (weight * rarityOf(stem)) ** 2;
    const match = other.get(stem);
    const sum = isName || match?.isName ? names : words;
    sum.whole += mass;
    if (match) sum.held += mass;
  }
  const whole = names.whole + words.whole;
  const all = whole === 0 ? 0 : (names.held + words.held) / whole;
  return {
    all,
    names: names.whole === 0 ? all : names.held / names.whole,
    words: words.whole === 0 ? all : words.held / words.whole,
  };
}
