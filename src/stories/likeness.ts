import type { Term } from './terms.ts';

/** How rare a stem is in what was read up to now: more for a rare one. */
export type Rarity = (stem: string) => number;

/** An article's terms, by stem, for comparing. */
export type TermMap = ReadonlyMap<string, Term>;

/** How far two articles tell the same event, 0–1. */
export function likeness(one: TermMap, other: TermMap, rarityOf: Rarity): number {
  const sums = { shared: 0, one: 0, other: 0 };
  for (const term of one.values()) {
    const rarity = rarityOf(term.stem);
    const held = other.get(term.stem);
    sums.one += (term.weight * rarity) ** 2;
    if (held) sums.shared += term.weight * held.weight * rarity * rarity;
  }
  for (const term of other.values()) sums.other += (term.weight * rarityOf(term.stem)) ** 2;
  return sums.shared === 0 ? 0 : sums.shared / Math.sqrt(sums.one * sums.other);
}
