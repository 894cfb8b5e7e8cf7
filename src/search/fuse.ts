import type { Ranked } from './found.ts';

/** Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009), with its usual constant. */
const K = 60;

/** The articles ranked by their words, reordered by how near they are in meaning; as they are where nothing is known of that. */
export function fuse(ranked: Ranked[], byMeaning: string[]): Ranked[] {
  if (byMeaning.length === 0) return ranked;
  const byWords = ranked.filter(({ article }) => article.positions.size > 0).map(({ article }) => article.articleId);
  const worth = new Map<string, number>();
  for (const order of [byWords, byMeaning]) {
    order.forEach((articleId, place) => {
      worth.set(articleId, (worth.get(articleId) ?? 0) + 1 / (K + place));
    });
  }
  const worthOf = ({ article }: Ranked) => worth.get(article.articleId) ?? 0;
  return ranked.toSorted((one, other) => worthOf(other) - worthOf(one));
}
