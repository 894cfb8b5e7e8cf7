import { type Kysely, type Selectable, sql } from 'kysely';
import { type IndexDocument, positionsOf, quoteLexeme, toDocument } from './passages-document.ts';
import { packPlaces } from './passages-places.ts';
import { stemWords } from './passages-stem.ts';
import type { Schema } from './schema.ts';

type Version = Selectable<Schema['article_versions']>;
interface Waiting {
  version: Version & { owner_channel: string | null };
  document: IndexDocument;
}

/**
 * Indexes at most `max` versions that wait, the newest first, since that is what somebody may just have asked about. Of an
 * article only the newest version is searched. Answers how many it took.
 */
export async function indexPending(db: Kysely<Schema>, max: number): Promise<number> {
  const waits = await db.selectFrom('search_pending').select('version_id').limit(1).executeTakeFirst();
  if (!waits) return 0;
  return await db.transaction().execute(async (transaction) => {
    const taken = await transaction
      .selectFrom('search_pending')
      .select('version_id')
      .orderBy('version_id', 'desc')
      .limit(max)
      .forUpdate()
      .skipLocked()
      .execute();
    const ids = taken.map((row) => row.version_id);
    if (ids.length === 0) return 0;
    await replace(transaction, await readWaiting(transaction, ids));
    await transaction.deleteFrom('search_pending').where('version_id', 'in', ids).execute();
    return ids.length;
  });
}

/** The waiting versions that are their article's newest, with their words. */
async function readWaiting(db: Kysely<Schema>, versionIds: string[]): Promise<Waiting[]> {
  const versions = await db
    .selectFrom('article_versions as version')
    .where('version.id', 'in', versionIds)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('article_versions as later')
            .whereRef('later.article_id', '=', 'version.article_id')
            .where(sql<boolean>`(later.read_at, later.id) > (version.read_at, version.id)`)
            .select('later.id'),
        ),
      ),
    )
    .innerJoin('articles as article', 'article.id', 'version.article_id')
    .selectAll('version')
    .select('article.owner_channel')
    .execute();
  const sentences = await db
    .selectFrom('sentences')
    .where('version_id', 'in', versionIds)
    .orderBy('version_id')
    .orderBy('id')
    .select(['version_id', 'text'])
    .execute();
  const byVersion = Map.groupBy(sentences, (row) => row.version_id);
  return versions.map((version) => ({
    version,
    document: toDocument(version.title, byVersion.get(version.id) ?? []),
  }));
}

async function replace(db: Kysely<Schema>, waiting: Waiting[]): Promise<void> {
  if (waiting.length === 0) return;
  const byLanguage = Map.groupBy(waiting, ({ version }) => version.language);
  const rows = [];
  for (const [language, ofLanguage] of byLanguage) {
    const words = ofLanguage.flatMap(({ document }) => document.words);
    const stems = await stemWords(db, words, [language]);
    const lexemes = new Map(stems.map(({ word, lexeme }) => [word, lexeme]));
    rows.push(...ofLanguage.map((one) => toRow(one, lexemes)));
  }
  await sql`select pg_advisory_xact_lock(hashtext('search_count'))`.execute(db);
  const articleIds = rows.map((row) => row.article_id);
  await db.deleteFrom('search_articles').where('article_id', 'in', articleIds).execute();
  await db.insertInto('search_articles').values(rows).execute();
}

function toRow({ version, document }: Waiting, lexemes: Map<string, string>) {
  const positions = positionsOf(document.words, lexemes);
  const { sentenceStarts, signature } = document;
  return {
    article_id: version.article_id,
    version_id: version.id,
    owner_channel: version.owner_channel,
    language: version.language,
    host: hostOf(version.canonical_url ?? version.address),
    at: whenOf(version.published) ?? version.read_at,
    title_words: document.titleWords,
    lead_words: document.leadWords,
    words: document.words.length - document.titleWords,
    terms: [...positions.keys()].map(quoteLexeme).join(' '),
    places: packPlaces({ sentenceStarts, signature, positions }),
  };
}

function hostOf(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  return new URL(address).hostname.replace(/^(?:www\d?|m|mobile|amp)\./, '');
}

/** Pages date themselves as exactly as they like; the middle of a lone day keeps it that day in most time zones. */
function whenOf(published: string | null): Date | null {
  if (published === null) return null;
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(published) ? `${published}T12:00:00Z` : published);
  return Number.isNaN(date.getTime()) ? null : date;
}
