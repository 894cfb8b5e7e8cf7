/** What became of an item in one subscription: it is in exactly one of these states, from when it was fetched on. */
export type ItemState =
  /** It was there when the source was added. */
  | { kind: 'baseline' }
  /** Fetched and let through, and waiting for the next digest or post. */
  | { kind: 'pending' }
  /** Kept back by quiet hours or by the rate bound. */
  | { kind: 'held' }
  /** Told together with another item, or nothing new beside what was told; `storyId` names the story. */
  | { kind: 'merged'; storyId: string }
  /** `because` is the filter's own reason. */
  | { kind: 'filtered'; because: string }
  | { kind: 'capped'; because: CapReason }
  /** `ref` is the post that tells it. */
  | { kind: 'posted'; ref: string }
  /** `why` is a UserError's code or a word for the log. */
  | { kind: 'failed'; why: string };

export type ItemKind = ItemState['kind'];

/** More of its outlets' stories than one digest takes, or no room left in the message. */
export type CapReason = 'perSource' | 'room';

/** What may become of an item. One that failed may be tried again, or be found to have arrived; the rest that ends is final. */
const MOVES: Record<'fetched' | ItemKind, readonly ItemKind[]> = {
  fetched: ['baseline', 'pending', 'filtered', 'merged', 'failed'],
  pending: ['held', 'merged', 'filtered', 'capped', 'posted', 'failed'],
  held: ['pending', 'merged', 'filtered', 'capped', 'posted', 'failed'],
  failed: ['pending', 'posted', 'merged', 'capped', 'filtered'],
  baseline: [],
  merged: [],
  filtered: [],
  capped: [],
  posted: [],
};

/**
 * The state after a move; `from` is null for an item just fetched. The same state again is no move, so work may run twice; anything
 * else that is not allowed throws, a second post above all.
 */
export function moveItem(from: ItemState | null, to: ItemState): ItemState {
  if (from && isSameState(from, to)) return from;
  if (MOVES[from?.kind ?? 'fetched'].includes(to.kind)) return to;
  throw new Error(`An item can't become ${nameOf(to)} after it was ${from ? nameOf(from) : 'fetched'}.`);
}

export interface Reconciliation {
  counts: Record<ItemKind, number>;
  /** Fetched items that are in no state; less than 0 where states are counted that nobody fetched. */
  missing: number;
}

/** Adds up what became of everything that was fetched: `missing` is 0 at any moment, or something of ours is broken. */
export function reconcile(fetched: number, states: Iterable<{ kind: ItemKind; count: number }>): Reconciliation {
  const counts = { baseline: 0, pending: 0, held: 0, merged: 0, filtered: 0, capped: 0, posted: 0, failed: 0 };
  let sum = 0;
  for (const { kind, count } of states) {
    counts[kind] += count;
    sum += count;
  }
  return { counts, missing: fetched - sum };
}

function isSameState(one: ItemState, other: ItemState): boolean {
  return one.kind === other.kind && factOf(one) === factOf(other);
}

function nameOf(state: ItemState): string {
  const fact = factOf(state);
  return fact === '' ? state.kind : `${state.kind} (${fact})`;
}

function factOf(state: ItemState): string {
  if (state.kind === 'merged') return state.storyId;
  if (state.kind === 'filtered' || state.kind === 'capped') return state.because;
  if (state.kind === 'posted') return state.ref;
  return state.kind === 'failed' ? state.why : '';
}
