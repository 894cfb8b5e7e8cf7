import type { Embedder, Vectors } from '../news/passages.ts';

/** Gives at most `max` articles the vectors they lack. Answers how many it did; throws what the embedder throws. */
export async function embedMissing(vectors: Vectors, embedder: Embedder, max: number): Promise<number> {
  const missing = await vectors.missing(embedder.model, max);
  if (missing.length === 0) return 0;
  const found = await embedder.embed(missing.map(({ text }) => text));
  if (found.length !== missing.length) throw new Error(`${found.length} vectors came for ${missing.length} texts`);
  await vectors.save(
    embedder.model,
    missing.map(({ articleId }, index) => ({ articleId, vector: found[index] ?? [] })),
  );
  return missing.length;
}
