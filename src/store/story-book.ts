import { type Kysely, type Selectable, sql } from 'kysely';
import type { Placement } from '../news/story.ts';
import type { KeptFingerprint, KeptPlacement, PlacedItem, StoryBook } from '../news/story-ports.ts';
import type { Schema } from './schema.ts';
import { storable } from './storable.ts';
import { claimUnread } from './unread-items.ts';

/** More than are live at a time. */
const MOST_KEPT = 10_000;
/** So many are read at once: all together would take a hundred megabytes. */
const PAGE = 500;

/** Which items tell one story, and what finds the next one that does. */
export function createStoryBook(db: Kysely<Schema>): StoryBook {
  return {
    claimUnread: (request) => claimUnread(db, request),

    async readAgainAt(itemId, at, why) {
      await db
        .updateTable('item_readings')
        .where('item_id', '=', itemId)
        .set({ due_at: new Date(at), why })
        .execute();
    },

    async giveUp(itemId, because, now) {
      await db
        .updateTable('item_states')
        .where('item_id', '=', itemId)
        .where('state', 'in', ['pending', 'held'])
        .set({ state: 'failed', reason: storable(because), at: new Date(now) })
        .execute();
    },

    placedAfter: (mark, since) => placedAfter(db, mark, since),
    save: (placed, now) => db.transaction().execute((transaction) => save(transaction, placed, new Date(now))),

    async purge(before) {
      await db.deleteFrom('placements').where('placed_at', '<', before).execute();
      await db
        .deleteFrom('stories')
        .where('last_published', '<', before)
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('placements').whereRef('story_id', '=', 'stories.id').select('story_id'))),
        )
        .execute();
    },
  };
}

async function placedAfter(db: Kysely<Schema>, mark: string, since: number) {
  const oldest = sql<string>`(select greatest(${mark}::bigint, coalesce(max(sequence), 0) - ${MOST_KEPT}) from placements)`;
  const rows = await db
    .selectFrom('placements')
    .innerJoin('stories', 'stories.id', 'placements.story_id')
    .where('sequence', '>', oldest)
    .where('placed_at', '>=', new Date(since))
    .orderBy('sequence')
    .limit(PAGE)
    .selectAll('placements')
    .select(['stories.follows', 'stories.first_published', 'stories.last_published'])
    .execute();
  return { placed: rows.map(toKept), mark: rows.at(-1)?.sequence ?? mark };
}

type Row = Selectable<Schema['placements']> & Omit<Selectable<Schema['stories']>, 'id'>;

function toKept(row: Row): KeptPlacement {
  const story = {
    id: row.story_id,
    follows: row.follows,
    firstPublished: row.first_published.getTime(),
    lastPublished: row.last_published.getTime(),
  };
  return {
    fingerprint: {
      ...{ id: row.item_id, urlKey: row.url_key, contentHash: row.content_hash, terms: row.terms },
      published: row.published.getTime(),
      shingles: toShingles(row.shingles),
    },
    placement: { story, copyOf: row.copy_of },
  };
}

async function save(db: Kysely<Schema>, placed: readonly PlacedItem[], now: Date): Promise<string> {
  let mark = '0';
  for (const { itemId, versionId, fingerprint, placement } of placed) {
    await saveStory(db, placement);
    const { sequence } = await db
      .insertInto('placements')
      .values({ ...toColumns(fingerprint, placement), placed_at: now, checked_at: now })
      .onConflict((on) => on.column('item_id').doUpdateSet({ placed_at: now }))
      .returning('sequence')
      .executeTakeFirstOrThrow();
    mark = sequence;
    await db.updateTable('items').where('id', '=', itemId).set({ version_id: versionId }).execute();
    await db.deleteFrom('item_readings').where('item_id', '=', itemId).execute();
    if (placement.copyOf !== null) await mergeCopy(db, itemId, placement.copyOf, now);
  }
  return mark;
}

async function saveStory(db: Kysely<Schema>, { story }: Placement): Promise<void> {
  const times = { first_published: new Date(story.firstPublished), last_published: new Date(story.lastPublished) };
  await db
    .insertInto('stories')
    .values({ id: story.id, follows: story.follows, ...times })
    .onConflict((on) => on.column('id').doUpdateSet(times))
    .execute();
}

function toColumns({ id, urlKey, contentHash, published, terms, shingles }: KeptFingerprint, placement: Placement) {
  const { story, copyOf } = placement;
  return {
    ...{ item_id: id, story_id: story.id, copy_of: copyOf, url_key: storable(urlKey), content_hash: contentHash },
    ...{ published: new Date(published), terms: JSON.stringify(storable(terms)), shingles: toBytes(shingles) },
  };
}

/** Where both are told, the copy adds an address and nothing else; where it stands alone, it is what tells the story. */
async function mergeCopy(db: Kysely<Schema>, itemId: string, original: string, now: Date): Promise<void> {
  await sql`
    update item_states as copy set state = 'merged', at = ${now},
      reason = 'it is a copy of “' || left(coalesce(item.title, item.link, 'another one'), 150) || '”'
    from subscriptions as own, subscriptions as others, item_states as first, items as item
    where copy.item_id = ${itemId} and copy.state in ('pending', 'held') and own.id = copy.subscription_id
      and others.channel = own.channel and first.subscription_id = others.id and first.item_id = ${original}
      and first.state in ('pending', 'held', 'posted', 'capped') and item.id = first.item_id`.execute(db);
}

/** In the order of the bytes of this and any other machine. */
function toBytes(shingles: Uint32Array): Buffer {
  const bytes = Buffer.alloc(shingles.length * 4);
  shingles.forEach((shingle, place) => void bytes.writeUInt32LE(shingle, place * 4));
  return bytes;
}

function toShingles(bytes: Buffer): Uint32Array {
  return Uint32Array.from({ length: bytes.length / 4 }, (_, place) => bytes.readUInt32LE(place * 4));
}
