import type { Term } from './terms.ts';

/** How rare a stem is in what was read up to now: more for a rare one. */
export type Rarity = (stem: string) => number;

/** An article's terms, by stem, for comparing. */
export type TermMap = ReadonlyMap<string, Term>;

/**
 * How far two articles tell the same event, 0–1: how much of what each opens with stands anywhere in the other, for names and for
 * all terms, and the geometric mean of both. One alone says little: two earthquakes share the words, one minister's two laws the
 * names. What a long article has beside its opening does not count against it.
 */
export function likeness(one: TermMap, other: TermMap, rarityOf: Rarity): number {
  const there = heldShare(one, other, rarityOf);
  const back = heldShare(other, one, rarityOf);
  return Math.sqrt(((there.names + back.names) / 2) * ((there.all + back.all) / 2));
}

/** The share of the one's opening that the other has. An opening without names is judged by all its terms. */
function heldShare(one: TermMap, other: TermMap, rarityOf: Rarity) {
  const sums = { all: 0, held: 0, names: 0, heldNames: 0 };
  for (const { stem, weight, isName, isLead } of one.values()) {
    if (!isLead) continue;
    const mass = (weight * rarityOf(stem)) ** 2;
    const match = other.get(stem);
    sums.all += mass;
    if (match) sums.held += mass;
    if (isName || match?.isName) {
      sums.names += mass;
      if (match) sums.heldNames += mass;
    }
  }
  const all = sums.all === 0 ? 0 : sums.held / sums.all;
  return { all, names: sums.names === 0 ? all : sums.heldNames / sums.names };
}
