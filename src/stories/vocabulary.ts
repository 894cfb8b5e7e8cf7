import { expectedShare } from './common-words.ts';
import type { Term } from './terms.ts';

/** An article's terms for quick comparing: `ids` rise, the other arrays go along. */
export interface Vector {
  ids: Int32Array;
  weights: Float32Array;
  isName: Uint8Array;
  isLead: Uint8Array;
}

/** So many articles stand behind our own estimate of how common a word is. */
const PRIOR_ARTICLES = 300;

/** The stems of the live articles by number, and how many articles have each. The number of a stem that is gone is used again. */
export function createVocabulary() {
  const idByStem = new Map<string, number>();
  const stems: string[] = [];
  const expected: number[] = [];
  const counts: number[] = [];
  const free: number[] = [];
  let articles = 0;

  function idOf(stem: string): number {
    const known = idByStem.get(stem);
    if (known !== undefined) return known;
    const id = free.pop() ?? stems.length;
    idByStem.set(stem, id);
    stems[id] = stem;
    expected[id] = PRIOR_ARTICLES * expectedShare(stem);
    counts[id] = 0;
    return id;
  }

  /** Counts the article in; `countOut` takes it back. */
  function countIn(terms: readonly Term[]): Vector {
    const numbered = terms.map((term) => ({ term, id: idOf(term.stem) })).sort((one, other) => one.id - other.id);
    for (const { id } of numbered) counts[id] = (counts[id] ?? 0) + 1;
    articles += 1;
    return {
      ids: Int32Array.from(numbered, ({ id }) => id),
      weights: Float32Array.from(numbered, ({ term }) => term.weight),
      isName: Uint8Array.from(numbered, ({ term }) => Number(term.isName)),
      isLead: Uint8Array.from(numbered, ({ term }) => Number(term.isLead)),
    };
  }

  function countOut({ ids }: Vector): void {
    articles -= 1;
    for (const id of ids) {
      const count = (counts[id] ?? 1) - 1;
      counts[id] = count;
      if (count > 0) continue;
      idByStem.delete(stems[id] ?? '');
      free.push(id);
    }
  }

  /** The inverse document frequency over the live articles and our own estimate. */
  function rarityOf(id: number): number {
    return Math.log((articles + PRIOR_ARTICLES + 1) / ((counts[id] ?? 0) + (expected[id] ?? 0) + 1));
  }

  return { countIn, countOut, rarityOf };
}

export type Vocabulary = ReturnType<typeof createVocabulary>;
