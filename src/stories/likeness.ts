import type { Vector } from './vocabulary.ts';

/** How rare a stem is in what was read up to now: more for a rare one. */
export type Rarity = (id: number) => number;

/** Outlets may tell one event in words so different that only its names meet: that lowers the likeness, but not to nothing. */
const NO_WORD = 0.05;

interface Shares {
  held: number;
  whole: number;
}

/**
 * How far two articles tell the same event, 0–1: how much of what each opens with stands anywhere in the other, for names, for
 * other words and for all together, and the geometric mean of the three. One alone says little: two earthquakes share the words,
 * one minister's two laws the names. What a long article has beside its opening does not count against it.
 */
export function likeness(one: Vector, other: Vector, rarityOf: Rarity): number {
  const sums = { there: opening(), back: opening() };
  let left = 0;
  let right = 0;
  while (left < one.ids.length || right < other.ids.length) {
    const id = one.ids[left] ?? Number.POSITIVE_INFINITY;
    const otherId = other.ids[right] ?? Number.POSITIVE_INFINITY;
    const isHeld = id === otherId;
    const isName = (id <= otherId && one.isName[left] === 1) || (otherId <= id && other.isName[right] === 1);
    if (id <= otherId) add(sums.there, one, left, isName, isHeld, rarityOf);
    if (otherId <= id) add(sums.back, other, right, isName, isHeld, rarityOf);
    if (id <= otherId) left += 1;
    if (otherId <= id) right += 1;
  }
  const there = sharesOf(sums.there);
  const back = sharesOf(sums.back);
  const words = Math.min(1, (there.words + back.words) / 2 + NO_WORD);
  return Math.cbrt(((there.names + back.names) / 2) * words * ((there.all + back.all) / 2));
}

function opening(): { names: Shares; words: Shares } {
  return { names: { held: 0, whole: 0 }, words: { held: 0, whole: 0 } };
}

function add(
  sums: { names: Shares; words: Shares },
  { ids, weights, isLead }: Vector,
  place: number,
  isName: boolean,
  isHeld: boolean,
  rarityOf: Rarity,
): void {
  if (isLead[place] !== 1) return;
  const mass = ((weights[place] ?? 0) * rarityOf(ids[place] ?? 0)) ** 2;
  const shares = isName ? sums.names : sums.words;
  shares.whole += mass;
  if (isHeld) shares.held += mass;
}

/** An opening without names, or of names alone, is judged by all its terms. */
function sharesOf({ names, words }: { names: Shares; words: Shares }) {
  const whole = names.whole + words.whole;
  const all = whole === 0 ? 0 : (names.held + words.held) / whole;
  return {
    all,
    names: names.whole === 0 ? all : names.held / names.whole,
    words: words.whole === 0 ? all : words.held / words.whole,
  };
}
