import { type Kysely, sql } from 'kysely';
import type { PassageText } from '../news/passages.ts';
import type { Schema } from './schema.ts';

/** What a reader is shown of versions: where they are from, and the sentences asked for, by version id. */
export async function passageTexts(
  db: Kysely<Schema>,
  wanted: { versionId: string; sentenceIds: number[] }[],
): Promise<Map<string, PassageText>> {
  if (wanted.length === 0) return new Map();
  const versions = await db
    .selectFrom('article_versions')
    .where('id', 'in', [...new Set(wanted.map(({ versionId }) => versionId))])
    .select(['id', 'title', 'canonical_url', 'address', 'site', 'published'])
    .execute();
  const texts = new Map(
    versions.map(({ id, canonical_url, address, ...row }) => [
      id,
      { ...row, address: canonical_url ?? address, sentences: new Map<number, string>() },
    ]),
  );
  const pairs = wanted.flatMap(({ versionId, sentenceIds }) => sentenceIds.map((id) => ({ versionId, id })));
  const { rows } = await sql<{ version_id: string; id: number; text: string }>`
    select version_id, id, text from sentences
    where (version_id, id) in (select * from unnest(${pairs.map(({ versionId }) => versionId)}::bigint[], ${pairs.map(({ id }) => id)}::int[]))
  `.execute(db);
  for (const { version_id, id, text } of rows) texts.get(version_id)?.sentences.set(id, text);
  return texts;
}
