import type { Kysely, Selectable } from 'kysely';
import type { Claim } from '../news/claim.ts';
import type { Scope, Summaries } from '../news/ports.ts';
import type { Length, StoredSummary, Summary, SummaryKey } from '../news/summary.ts';
import { visibleVersions, withSentences } from './article-versions.ts';
import type { Schema } from './schema.ts';
import { storable } from './storable.ts';

export function createSummaries(db: Kysely<Schema>): Summaries {
  return {
    find: (key) => findByKey(db, key),

    async save(key, summary) {
      await db.transaction().execute((transaction) => save(transaction, key, storable(summary)));
      const stored = await findByKey(db, key);
      if (!stored) throw new Error(`summary of version ${key.versionId} is gone right after it was stored`);
      return stored;
    },

    async findById(id, scope) {
      if (!/^\d{1,18}$/.test(id)) return null;
      const row = await db.selectFrom('summaries').where('id', '=', id).selectAll().executeTakeFirst();
      if (!row || !(await isVisible(db, row.version_id, scope))) return null;
      return await complete(db, row);
    },
  };
}

async function isVisible(db: Kysely<Schema>, versionId: string, scope: Scope): Promise<boolean> {
  return (await visibleVersions(db, scope).where('version.id', '=', versionId).executeTakeFirst()) !== undefined;
}

async function findByKey(db: Kysely<Schema>, key: SummaryKey): Promise<StoredSummary | null> {
  const row = await db
    .selectFrom('summaries')
    .where('version_id', '=', key.versionId)
    .where('style', '=', key.style)
    .where('length', '=', key.length)
    .where('asked_language', '=', key.language ?? '')
    .where('prompt_hash', '=', key.promptHash)
    .where('model', '=', key.model)
    .selectAll()
    .executeTakeFirst();
  return row ? await complete(db, row) : null;
}

async function complete(db: Kysely<Schema>, row: Selectable<Schema['summaries']>): Promise<StoredSummary> {
  const claims = await db
    .selectFrom('claims')
    .where('summary_id', '=', row.id)
    .orderBy('position')
    .selectAll()
    .execute();
  const version = await db
    .selectFrom('article_versions')
    .where('id', '=', row.version_id)
    .selectAll()
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    article: await withSentences(db, version),
    claims: claims.map(({ text, origin, sentence_ids }): Claim => ({ text, origin, sentenceIds: sentence_ids })),
    leftOut: row.left_out,
    repaired: row.repaired,
    writer: row.writer,
    language: row.language,
    // Only `save` writes the row, with a key's own length.
    asked: { style: row.style, length: row.length as Length, language: row.asked_language || null },
  };
}

/** A key that is there already keeps its first answer. */
async function save(db: Kysely<Schema>, key: SummaryKey, summary: Summary): Promise<void> {
  const added = await db
    .insertInto('summaries')
    .values({
      version_id: key.versionId,
      style: key.style,
      length: key.length,
      asked_language: key.language ?? '',
      prompt_hash: key.promptHash,
      model: key.model,
      language: summary.language,
      writer: JSON.stringify(summary.writer),
      left_out: summary.leftOut,
      repaired: summary.repaired,
    })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added || summary.claims.length === 0) return;
  const rows = summary.claims.map(({ text, origin, sentenceIds }, position) => ({
    ...{ summary_id: added.id, position, text, origin },
    sentence_ids: sentenceIds,
  }));
  await db.insertInto('claims').values(rows).execute();
}
