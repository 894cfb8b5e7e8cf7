import { expect, test } from 'vitest';
import { type ItemKind, type ItemState, moveItem, reconcile } from '../../src/news/item.ts';
import { seeded } from './seeded.ts';

const STATES: Record<ItemKind, ItemState> = {
  baseline: { kind: 'baseline' },
  pending: { kind: 'pending' },
  held: { kind: 'held' },
  merged: { kind: 'merged', storyId: 'story-1' },
  filtered: { kind: 'filtered', because: 'the title holds “strike”' },
  capped: { kind: 'capped', because: 'room' },
  posted: { kind: 'posted', ref: 'local:town/1' },
  failed: { kind: 'failed', why: 'unreachable' },
};
const KINDS = Object.keys(STATES) as ItemKind[]; // Object.keys forgets what its keys are.

test.each([
  ['fetched', 'baseline pending filtered merged failed'],
  ['pending', 'pending held merged filtered capped posted failed'],
  ['held', 'pending held merged filtered capped posted failed'],
  ['failed', 'pending merged filtered capped posted failed'],
  ['baseline', 'baseline'],
  ['merged', 'merged'],
  ['filtered', 'filtered'],
  ['capped', 'capped'],
  ['posted', 'posted'],
] as const)('after %s an item may be: %s', (from, allowed) => {
  const before = from === 'fetched' ? null : STATES[from];
  const may = KINDS.filter((kind) => isAllowed(before, STATES[kind]));
  expect(may.sort()).toEqual(allowed.split(' ').sort());
});

test('a second post, another reason or another story is no repetition', () => {
  const moves: [ItemState, ItemState][] = [
    [STATES.posted, { kind: 'posted', ref: 'local:town/2' }],
    [STATES.filtered, { kind: 'filtered', because: 'the text holds “strike”' }],
    [STATES.merged, { kind: 'merged', storyId: 'story-2' }],
    [STATES.capped, { kind: 'capped', because: 'perSource' }],
  ];
  for (const [from, to] of moves) expect(() => moveItem(from, to)).toThrow("An item can't become");
});

test('the sum says what is missing', () => {
  const states = [
    { kind: 'posted', count: 3 },
    { kind: 'filtered', count: 2 },
    { kind: 'posted', count: 1 },
  ] as const;
  expect(reconcile(6, states)).toMatchObject({ counts: { posted: 4, filtered: 2, held: 0 }, missing: 0 });
  expect(reconcile(7, states).missing).toBe(1);
  expect(reconcile(5, states).missing).toBe(-1);
});

test('whatever fails, comes twice or comes late, every item is in one state, is posted once at most, and what is final stays', () => {
  let posts = 0;
  for (let seed = 1; seed <= 50; seed += 1) {
    const random = seeded(seed);
    const store = { fetched: new Set<string>(), states: new Map<string, ItemState>(), posts: [] as string[] };
    const late: [string, ItemState][] = [];
    let refused = 0;
    for (let step = 0; step < 600; step += 1) {
      const item = `item-${random.below(40)}`;
      const own = anyState(random);
      // Work that was decided on before, by a process that stalled or a job that runs again, comes in between.
      const [id, to] = (random.below(3) === 0 ? late[random.below(late.length || 1)] : null) ?? [item, own];
      late.push([item, own]);
      const before = store.states.get(id);
      if (!commit(store, id, to, random.below(5) === 0)) refused += 1;
      if (before && isFinal(before)) expect(store.states.get(id)).toBe(before);
      expect(reconcile(store.fetched.size, countsOf(store.states)).missing).toBe(0);
    }
    expect(new Set(store.posts).size).toBe(store.posts.length);
    expect(refused).toBeGreaterThan(100);
    posts += store.posts.length;
  }
  expect(posts).toBeGreaterThan(20);
});

function anyState(random: ReturnType<typeof seeded>): ItemState {
  const kind = random.pick(KINDS);
  return kind === 'posted' ? { kind, ref: `local:town/${random.below(1000)}` } : STATES[kind];
}

/** One transaction: the state and the post go in together, or neither where it crashes or the move is refused. False where it is refused. */
function commit(
  store: { fetched: Set<string>; states: Map<string, ItemState>; posts: string[] },
  id: string,
  to: ItemState,
  crashes: boolean,
): boolean {
  const before = store.states.get(id) ?? null;
  if (!isAllowed(before, to)) return false;
  if (crashes) return true;
  const after = moveItem(before, to);
  store.fetched.add(id);
  store.states.set(id, after);
  if (after.kind === 'posted' && after !== before) store.posts.push(id);
  return true;
}

/** What a store would count with GROUP BY. */
function countsOf(items: Map<string, ItemState>) {
  return [...Map.groupBy(items.values(), ({ kind }) => kind)].map(([kind, all]) => ({ kind, count: all.length }));
}

function isFinal({ kind }: ItemState): boolean {
  return ['baseline', 'merged', 'filtered', 'capped', 'posted'].includes(kind);
}

function isAllowed(from: ItemState | null, to: ItemState): boolean {
  try {
    return moveItem(from, to).kind === to.kind;
  } catch {
    return false;
  }
}
