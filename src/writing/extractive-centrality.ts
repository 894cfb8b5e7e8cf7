/** A sentence as weights of its terms, of length 1. */
export type Vector = ReadonlyMap<string, number>;

/** TF-IDF within the article: a term in every sentence tells nothing about any. */
export function vectorsOf(termLists: string[][]): Vector[] {
  const sentencesWith = new Map<string, number>();
  for (const terms of termLists) {
    for (const term of new Set(terms)) sentencesWith.set(term, (sentencesWith.get(term) ?? 0) + 1);
  }
  return termLists.map((terms) => {
    const weights = new Map<string, number>();
    for (const term of terms) {
      const rarity = Math.log(1 + termLists.length / (sentencesWith.get(term) ?? 1));
      weights.set(term, (weights.get(term) ?? 0) + rarity);
    }
    const length = Math.hypot(...weights.values()) || 1;
    for (const [term, weight] of weights) weights.set(term, weight / length);
    return weights;
  });
}

export function cosine(one: Vector, other: Vector): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
  return sum;
}

const DAMPING = 0.85;
const MAX_ROUNDS = 30;

/**
 * Continuous LexRank (Erkan & Radev 2004, "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization"): PageRank over
 * the sentences' similarities. Scaled so that the most central is 1. Quadratic: bound the number of vectors.
 */
export function lexRank(vectors: Vector[]): number[] {
  const count = vectors.length;
  const rows = similarityRows(vectors);
  const sums = rows.map((row) => row.reduce((sum, value) => sum + value, 0));
  let ranks = new Float64Array(count).fill(1 / Math.max(1, count));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = new Float64Array(count).fill((1 - DAMPING) / count);
    rows.forEach((row, index) => {
      const share = (DAMPING * (ranks[index] ?? 0)) / (sums[index] || 1);
      for (let column = 0; column < count; column++) next[column] = (next[column] ?? 0) + share * (row[column] ?? 0);
    });
    const moved = next.reduce((sum, value, index) => sum + Math.abs(value - (ranks[index] ?? 0)), 0);
    ranks = next;
    if (moved < 1e-3) break;
  }
  const highest = ranks.reduce((max, rank) => Math.max(max, rank), 0) || 1;
  return [...ranks].map((rank) => rank / highest);
}

/** Cosines of all pairs, by the sentences each term stands in: most pairs share none. A sentence is not like itself. */
function similarityRows(vectors: Vector[]): Float64Array[] {
  const holders = new Map<string, { index: number; weight: number }[]>();
  vectors.forEach((vector, index) => {
    for (const [term, weight] of vector) {
      const holding = holders.get(term);
      if (holding) holding.push({ index, weight });
      else holders.set(term, [{ index, weight }]);
    }
  });
  return vectors.map((vector, row) => {
    const similarity = new Float64Array(vectors.length);
    for (const [term, weight] of vector) {
      for (const other of holders.get(term) ?? []) {
        if (other.index !== row) similarity[other.index] = (similarity[other.index] ?? 0) + weight * other.weight;
      }
    }
    return similarity;
  });
}
