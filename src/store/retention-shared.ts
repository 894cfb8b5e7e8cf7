import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type Bounds, batch, limits, type Step } from './retention-bounds.ts';
import type { Schema } from './schema.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Nobody reads an outbox's message once it has arrived. */
const SENT_WORDS_MS = DAY_MS;
/** By then no article joins or follows the story that was told. */
const BARE_POSTS_MS = 40 * DAY_MS;
/** A story takes articles for three days after its last one; by these terms they are known to belong to it. */
const TERMS_MS = 4 * DAY_MS;

/** What goes with the last who may see it. */
export const sharedSteps: readonly Step[] = [
  forgetOwnArticles,
  forgetUnseenArticles,
  forgetTerms,
  forgetBarePosts,
  forgetSentWords,
  forgetLexemes,
];

/** A channel's own, when it was read last. */
async function forgetOwnArticles(db: Kysely<Schema>, bounds: Bounds) {
  return await deleteArticles(
    db,
    bounds,
    sql`select article.id from limits join articles as article on article.owner_channel = limits.channel
      where not exists (select from article_versions as version
        where version.article_id = article.id and version.read_at >= limits.before)`,
  );
}

/** Public ones that no workspace sees any more. */
async function forgetUnseenArticles(db: Kysely<Schema>, bounds: Bounds) {
  return await deleteArticles(
    db,
    bounds,
    sql`select article.id from articles as article where article.identity is not null
      and not exists (select from article_readers as reader where reader.article_id = article.id)`,
  );
}

/**
 * With versions, sentences, summaries, vectors and places in the index. The lock of the index's counts comes first and what still
 * waits to be indexed is left for later, so that this and the indexing never wait for each other. Who saves an article
 * holds its row, so it is asked again whether the locked ones may go: what was read meanwhile stays.
 */
async function deleteArticles(db: Kysely<Schema>, bounds: Bounds, candidates: RawBuilder<unknown>) {
  const { articles } = bounds;
  return await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('search_count'))`.execute(transaction);
    const { rows } = await sql<{ id: string }>`with ${limits(bounds)} ${candidates}
      and not exists (select from article_versions as version join search_pending as pending on pending.version_id = version.id
        where version.article_id = article.id)
      limit ${articles} for update of article skip locked`.execute(transaction);
    if (rows.length === 0) return { count: 0, isDone: true };
    const ids = rows.map(({ id }) => id);
    const { numAffectedRows = 0n } = await sql`with ${limits(bounds)} delete from articles
      where id in (${candidates} and article.id = any(${ids}::bigint[]))`.execute(transaction);
    return { count: Number(numAffectedRows), isDone: rows.length < articles };
  });
}

/** The terms of articles that are gone. Address and fingerprint stay with the story, for a copy of it to be known. */
async function forgetTerms(db: Kysely<Schema>, bounds: Bounds) {
  const { now, mostDays, rows } = bounds;
  const until = new Date(now.getTime() - Math.max(TERMS_MS, (mostDays ?? 0) * DAY_MS));
  return await batch(
    db,
    bounds,
    sql`update placements set terms = '[]' where ctid = any(array(
      select placement.ctid from placements as placement left join items as item on item.id = placement.item_id
      where placement.placed_at < ${new Date(now.getTime() - TERMS_MS)} and pg_column_size(placement.terms) > 20
        and case when item.id is null then ${mostDays}::int is not null and placement.placed_at < ${until}
          else item.version_id is null and item.title is null end
      limit ${rows}))`,
  );
}

async function forgetBarePosts(db: Kysely<Schema>, bounds: Bounds) {
  const { now, rows } = bounds;
  const until = new Date(now.getTime() - BARE_POSTS_MS);
  return await batch(
    db,
    bounds,
    sql`delete from posts where ctid = any(array(
      select ctid from posts where forgotten_at is not null and at < ${until} limit ${rows}))`,
  );
}

async function forgetSentWords(db: Kysely<Schema>, bounds: Bounds) {
  const { now, rows } = bounds;
  const until = new Date(now.getTime() - SENT_WORDS_MS);
  return await batch(
    db,
    bounds,
    sql`update deliveries set message = '{}' where ctid = any(array(
      select ctid from deliveries where state <> 'pending' and message <> '{}' and created_at < ${until} limit ${rows}))`,
  );
}

/** Words that no article holds any more. */
async function forgetLexemes(db: Kysely<Schema>, bounds: Bounds) {
  return await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('search_count'))`.execute(transaction);
    return await batch(
      transaction,
      bounds,
      sql`delete from search_terms where ctid = any(array(
        select ctid from search_terms where articles <= 0 limit ${bounds.rows}))`,
    );
  });
}
