import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { SourceItem } from '../news/source.ts';
import type { PolledItem } from '../news/source-ports.ts';
import type { Schema } from './schema.ts';
import { storable } from './storable.ts';

/** An item that was not known before. */
export interface AddedItem {
  itemId: string;
  item: SourceItem;
  /** Whether the source told the same before, under another id. */
  isRepeat: boolean;
}

const BATCH = 200;
/** What is older or later is a slip of the source's. */
const LEAST_YEAR = 1970;
const MOST_YEAR = 2200;

/** Stores what a poll brought; answers what is new. What is known and says something else now is changed in its place. */
export async function storeItems(
  db: Kysely<Schema>,
  sourceId: string,
  polled: readonly PolledItem[],
  now: Date,
): Promise<AddedItem[]> {
  const unique = [...new Map(polled.map((one) => [one.item.id, one])).values()].map(storable);
  const added: AddedItem[] = [];
  for (let start = 0; start < unique.length; start += BATCH) {
    added.push(...(await storeBatch(db, sourceId, unique.slice(start, start + BATCH), now)));
  }
  return added;
}

async function storeBatch(db: Kysely<Schema>, sourceId: string, batch: PolledItem[], now: Date): Promise<AddedItem[]> {
  const known = await knownOf(db, sourceId, batch);
  const byIdentity = new Map(known.map((row) => [row.identity, row]));
  const told = new Set(known.map((row) => toldKey(row.link_key, row.title_hash)));
  told.delete(null);
  for (const one of batch) {
    const there = byIdentity.get(one.item.id);
    if (there && there.content_hash !== one.contentHash) await changeItem(db, there.id, one, now);
  }
  const fresh = batch.filter(({ item }) => !byIdentity.has(item.id));
  if (fresh.length === 0) return [];
  const rows = await db
    .insertInto('items')
    .values(fresh.map((one) => ({ source_id: sourceId, identity: one.item.id, first_seen: now, ...toColumns(one) })))
    .returning(['id', 'identity'])
    .execute();
  const ids = new Map(rows.map(({ id, identity }) => [identity, id]));
  return fresh.flatMap(({ item, linkKey }) => {
    const itemId = ids.get(item.id);
    return itemId === undefined ? [] : [{ itemId, item, isRepeat: told.has(toldKey(linkKey, hashOf(item.title))) }];
  });
}

/** By their ids, and by where they lead. */
async function knownOf(db: Kysely<Schema>, sourceId: string, batch: PolledItem[]) {
  const identities = batch.map(({ item }) => item.id);
  const keys = batch.flatMap(({ linkKey }) => (linkKey === null ? [] : [linkKey]));
  return await db
    .selectFrom('items')
    .where('source_id', '=', sourceId)
    .where(({ or, eb }) =>
      or([
        eb(sql`md5(identity)`, '=', sql`any(select md5(one) from unnest(${identities}::text[]) as one)`),
        eb(sql`md5(link_key)`, '=', sql`any(select md5(one) from unnest(${keys}::text[]) as one)`),
      ]),
    )
    .select(['id', 'identity', 'content_hash', 'link_key'])
    .select(sql<string | null>`coalesce(md5(title), title_hash)`.as('title_hash'))
    .execute();
}

/** One page may hold several items, as a list of changes does: only with its title it is the same one. */
function toldKey(linkKey: string | null, titleHash: string | null): string | null {
  return linkKey === null || titleHash === null ? null : JSON.stringify([linkKey, titleHash]);
}

/** As the database makes it: the title itself may be forgotten. */
function hashOf(title: string | null): string | null {
  return title === null ? null : createHash('md5').update(title).digest('hex');
}

async function changeItem(db: Kysely<Schema>, id: string, one: PolledItem, now: Date): Promise<void> {
  await db
    .updateTable('items')
    .where('id', '=', id)
    .set({ ...toColumns(one), changed_at: now })
    .execute();
}

function toColumns({ item, linkKey, contentHash }: PolledItem) {
  const { link, title, author, language, text, hasContent, published, updated } = item;
  return {
    ...{ link, title, author, language, text, link_key: linkKey, content_hash: contentHash },
    has_content: hasContent,
    ...{ published: toDate(published), updated: toDate(updated) },
  };
}

function toDate(moment: string | null): Date | null {
  const date = new Date(moment ?? Number.NaN);
  const year = date.getUTCFullYear();
  return year >= LEAST_YEAR && year <= MOST_YEAR ? date : null;
}
