import { type Kysely, sql } from 'kysely';
import type { Vectors } from '../news/passages.ts';
import { isVisible, isWithin } from './passages-find.ts';
import type { Schema } from './schema.ts';

/** So many are compared with a question, in code: the server need not know vectors. */
const MAX_COMPARED = 2000;
/** Title and opening, which is what an article is about and what small models take. */
const TEXT_SENTENCES = 8;
const TEXT_CHARS = 1500;

export function createVectors(db: Kysely<Schema>): Vectors {
  return {
    async missing(model, max) {
      const { rows } = await sql<{ article_id: string; text: string }>`
        select indexed.article_id, concat_ws(E'\n', version.title, (select string_agg(text, ' ' order by id)
          from sentences where version_id = version.id and id <= ${TEXT_SENTENCES})) as text
        from search_articles as indexed join article_versions as version on version.id = indexed.version_id
        where not exists (select from search_vectors as known
          where known.article_id = indexed.article_id and known.model = ${model})
        order by indexed.at desc limit ${max}`.execute(db);
      return rows.map(({ article_id, text }) => ({ articleId: article_id, text: text.slice(0, TEXT_CHARS) }));
    },

    async save(model, vectors) {
      if (vectors.length === 0) return;
      await db
        .insertInto('search_vectors')
        .values(vectors.map(({ articleId, vector }) => ({ article_id: articleId, model, vector: pack(vector) })))
        .onConflict((on) =>
          on.columns(['article_id', 'model']).doUpdateSet(({ ref }) => ({ vector: ref('excluded.vector') })),
        )
        .execute();
    },

    async nearest(model, vector, scope, limit) {
      const { rows } = await sql<{ article_id: string; vector: Buffer }>`
        select indexed.article_id, known.vector from search_articles as indexed
        join search_vectors as known on known.article_id = indexed.article_id and known.model = ${model}
        where ${isWithin(scope)} and ${isVisible(scope)}
        order by indexed.at desc limit ${MAX_COMPARED}`.execute(db);
      const asked = pack(vector);
      return rows
        .map((row) => ({ id: row.article_id, likeness: cosine(asked, row.vector) }))
        .filter(({ likeness }) => likeness > 0)
        .toSorted((one, other) => other.likeness - one.likeness)
        .slice(0, limit)
        .map(({ id }) => id);
    },
  };
}

/** One signed byte a number, the largest at 127: a cosine does not mind the scale, and the rounding changes it by under 1 %. */
function pack(vector: number[]): Buffer {
  const largest = Math.max(...vector.map(Math.abs), Number.MIN_VALUE);
  return Buffer.from(Int8Array.from(vector, (value) => Math.round((value / largest) * 127)).buffer);
}

/** -1 where the lengths differ: a model was exchanged under its name. */
function cosine(one: Buffer, other: Buffer): number {
  if (one.length !== other.length) return -1;
  let product = 0;
  let oneSquared = 0;
  let otherSquared = 0;
  for (let index = 0; index < one.length; index++) {
    const left = one.readInt8(index);
    const right = other.readInt8(index);
    product += left * right;
    oneSquared += left * left;
    otherSquared += right * right;
  }
  return product / Math.sqrt(Math.max(1, oneSquared * otherSquared));
}
