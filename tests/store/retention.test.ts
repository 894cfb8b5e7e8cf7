import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reconcile } from '../../src/news/item.ts';
import type { Scope } from '../../src/news/ports.ts';
import { PLAIN_SUBSCRIPTION } from '../../src/news/subscription.ts';
import { newHealth } from '../../src/sources/health.ts';
import { newPollState } from '../../src/sources/poll.ts';
import { createArchivedPosts } from '../../src/store/archived-posts.ts';
import { createArticles } from '../../src/store/articles.ts';
import type { Database } from '../../src/store/database.ts';
import { createDeliveries } from '../../src/store/deliveries.ts';
import { createLocalMessages } from '../../src/store/local-messages.ts';
import { createPassages } from '../../src/store/passages.ts';
import { storeItems } from '../../src/store/polled-items.ts';
import { createPosts } from '../../src/store/posts.ts';
import { createQuestions } from '../../src/store/questions.ts';
import { createReplies } from '../../src/store/replies.ts';
import { createRetention, type RetentionOptions } from '../../src/store/retention.ts';
import type { Schema } from '../../src/store/schema.ts';
import { createSealer } from '../../src/store/seal.ts';
import { createSources } from '../../src/store/sources.ts';
import { createSummaries } from '../../src/store/summaries.ts';
import { testDatabase } from '../doubles/database.ts';
import { articleOf, itemsOf, live, type Room, setRetention } from './retention-room.ts';
import { harbour, harbourSide, mountain } from './scopes.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.now();
const room: Room = { ...harbour, word: 'velmor' };
const side: Room = { ...harbourSide, word: 'tindar' };
const other: Room = { ...mountain, word: 'quasto' };

/**
 * What becomes of each table's rows when their channel's days are over. Who adds a table says here what holds for it, and in
 * docs/decisions/0013-retention.md.
 */
const RULES: Record<string, 'no words' | 'words go' | 'goes with its article' | 'set-up' | 'short-lived'> = {
  workspaces: 'set-up',
  channels: 'set-up',
  articles: 'words go',
  article_addresses: 'words go',
  article_readers: 'goes with its article',
  article_versions: 'words go',
  sentences: 'words go',
  summaries: 'words go',
  claims: 'words go',
  deliveries: 'words go',
  replies: 'words go',
  settings: 'set-up',
  audit: 'set-up',
  feedback: 'words go',
  usage: 'no words',
  reservations: 'no words',
  uploads: 'short-lived',
  slack_installations: 'set-up',
  local_messages: 'words go',
  search_pending: 'goes with its article',
  search_articles: 'words go',
  search_terms: 'words go',
  search_totals: 'no words',
  search_vectors: 'goes with its article',
  sources: 'set-up',
  subscriptions: 'set-up',
  items: 'words go',
  item_states: 'words go',
  offers: 'words go',
  stories: 'no words',
  placements: 'words go',
  item_readings: 'no words',
  digests: 'set-up',
  posts: 'words go',
  tellings: 'words go',
  archive_links: 'set-up',
  questions: 'words go',
  posted_links: 'words go',
  requests: 'short-lived',
  kysely_migration: 'set-up',
  kysely_migration_lock: 'set-up',
};
/** The addresses that keep an item and a copy of it from being told again, and the keys of what was delivered. */
const KEYS = /\w+\.example(?:\/(?:feed|one|two)\b)?|digest \w+|chat:post-\w+/g;

const EMPTY = ['deliveries', 'posted_links', 'item_states'];

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

function forget(afterDays: number, options: Partial<RetentionOptions> = {}): Promise<number> {
  const retention = createRetention(database.db, {
    mostDays: null,
    local: { workspace: 'local:desk', prefix: 'local:' },
    ...options,
  });
  return retention.forget(NOW + afterDays * DAY);
}

async function tables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(database.db);
  return rows.map(({ name }) => name);
}

/** The rows of each table that hold a room's word anywhere but in a key. */
async function rowsWith(word: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const table of await tables()) {
    const { rows } = await sql<{ row: string }>`select one::text as row from ${sql.table(table)} as one
      where one::text ilike ${`%${word}%`} order by 1`.execute(database.db);
    const words = rows.map(({ row }) => row).filter((row) => row.replaceAll(KEYS, '').includes(word));
    if (words.length > 0) found[table] = words;
  }
  return found;
}

test('there is a rule for every table', async () => {
  expect(await tables()).toEqual(Object.keys(RULES).toSorted());
});

test('when its days are over no word of a channel is left anywhere, and everything of the others is', async () => {
  const here: Room = { workspace: 'local:desk', channel: 'local:test', word: 'velmor' };
  for (const one of [here, side, other]) await live(database, one, NOW);
  await setRetention(database, here.workspace, here.channel, '7');
  await setRetention(database, other.workspace, other.workspace, '30');
  await forget(6.9);
  const [before = {}, ...others] = await Promise.all([here, side, other].map(({ word }) => rowsWith(word)));
  // An outbox's message goes a day after it was sent; the other two are looked at below.
  const left = Object.keys(RULES).filter((table) => RULES[table] === 'words go' && !EMPTY.includes(table));
  expect(Object.keys(before)).toEqual(expect.arrayContaining(left));
  expect(await forget(7.1)).toBeGreaterThan(10);
  expect(await rowsWith(here.word)).toEqual({});
  for (const table of ['article_readers', 'search_vectors', 'summaries'] as const)
    expect(await count(table), table).toBe(others.length * (table === 'article_readers' ? 3 : 2));
  expect(await Promise.all([side, other].map(({ word }) => rowsWith(word)))).toEqual(others);
  expect(await forget(7.1)).toBe(0);
});

test('a public article stays for whoever still may see it, and is not to be found where it is forgotten', async () => {
  const address = 'https://paper.example/shared';
  const articles = createArticles(database.db);
  const passages = createPassages(database.db);
  const read = await articles.save(articleOf('velmor', address), harbour);
  await articles.share(read.id, mountain);
  const key = { versionId: read.versionId, style: 'brief', length: 'short' as const, language: null };
  const written = {
    claims: [],
    leftOut: 0,
    repaired: 0,
    writer: { kind: 'model' as const, model: 'm' },
    language: null,
  };
  const summaries = createSummaries(database.db);
  const { id } = await summaries.save({ ...key, promptHash: 'p', model: 'm' }, written);
  await passages.catchUp(10);
  await setRetention(database, harbour.workspace, harbour.workspace, '7');
  await setRetention(database, mountain.workspace, mountain.channel, '14');
  const seenIn = async (scope: Scope) => ({
    version: (await articles.findVersion(read.versionId, scope)) !== null,
    titled: (await articles.findTitled('ferry', scope, 5)).length,
    summary: (await summaries.findById(id, scope)) !== null,
    searched: (await passages.searched(scope)).articles,
    found: (await passages.candidates({ ...QUERY, scope })).length,
  });
  const everything = { version: true, titled: 1, summary: true, searched: 1, found: 1 };
  const nothing = { version: false, titled: 0, summary: false, searched: 0, found: 0 };
  expect(await seenIn(harbourSide)).toEqual(everything);
  await forget(8);
  for (const scope of [harbour, harbourSide]) expect(await seenIn(scope)).toEqual(nothing);
  expect(await seenIn(mountain)).toEqual(everything);
  await forget(15);
  expect(await seenIn(mountain)).toEqual(nothing);
  for (const table of ['articles', 'sentences', 'summaries', 'search_articles', 'search_terms'] as const)
    expect(await count(table), table).toBe(0);
});

test('what two channels of a workspace had read stays as long as one of them keeps it', async () => {
  const articles = createArticles(database.db);
  const read = await articles.save(articleOf('velmor', 'https://paper.example/both'), harbour);
  await articles.share(read.id, harbourSide);
  await setRetention(database, harbour.workspace, harbour.channel, '7');
  await setRetention(database, harbour.workspace, harbour.workspace, '20');
  const passages = createPassages(database.db);
  await passages.catchUp(10);
  expect(await passages.candidates({ ...QUERY, scope: harbour })).toEqual([read.id]);
  await forget(8);
  expect(await articles.findVersion(read.versionId, harbour)).not.toBeNull();
  await forget(21);
  expect(await articles.findVersion(read.versionId, harbour)).toBeNull();
});

test('what is read or pasted again is kept from then on', async () => {
  const articles = createArticles(database.db);
  await setRetention(database, harbour.workspace, harbour.channel, '7');
  for (const address of [null, 'https://paper.example/again']) {
    const read = await articles.save(articleOf('velmor', address), harbour);
    await aged('article_readers', 'read_at', 30);
    await aged('article_versions', 'read_at', 30);
    await articles.save(articleOf('velmor', address), harbour);
    await forget(0);
    expect(await articles.findVersion(read.versionId, harbour)).not.toBeNull();
  }
});

test('what a workspace read before channels were written down goes by its own days', async () => {
  const articles = createArticles(database.db);
  const { versionId } = await articles.save(articleOf('velmor', 'https://paper.example/before'), harbour);
  await database.db.updateTable('article_readers').set({ channel: '' }).execute();
  await setRetention(database, harbour.workspace, harbour.channel, '7');
  await forget(8);
  expect(await articles.findVersion(versionId, harbour)).not.toBeNull();
  await setRetention(database, harbour.workspace, harbour.workspace, '7');
  await forget(8);
  expect(await articles.findVersion(versionId, harbour)).toBeNull();
});

test.each<[string, { channel?: string | null; workspace?: string | null; mostDays: number | null }, number | null]>([
  ['nobody set any', { mostDays: null }, null],
  ['the workspace’s', { workspace: '5', mostDays: null }, 5],
  ['the channel’s, shorter', { channel: '2', workspace: '5', mostDays: null }, 2],
  ['the channel’s, longer', { channel: '9', workspace: '5', mostDays: null }, 9],
  ['the channel’s, that is off', { channel: null, workspace: '5', mostDays: null }, null],
  ['the admin’s alone', { mostDays: 4 }, 4],
  ['the admin’s, below the channel’s', { channel: '9', mostDays: 4 }, 4],
  ['the channel’s, below the admin’s', { channel: '3', mostDays: 4 }, 3],
  ['the channel’s, that is off, under the admin’s', { channel: null, workspace: '2', mostDays: 4 }, 4],
])('a channel is kept by %s', async (_, { channel, workspace, mostDays }, days) => {
  if (channel !== undefined) await setRetention(database, harbour.workspace, harbour.channel, channel);
  if (workspace !== undefined) await setRetention(database, harbour.workspace, harbour.workspace, workspace);
  await ask();
  const kept = async (afterDays: number) => {
    await forget(afterDays, { mostDays });
    return (await count('questions')) === 1;
  };
  expect(await kept((days ?? 5000) - 0.01)).toBe(true);
  if (days !== null) expect(await kept(days + 0.01)).toBe(false);
});

test('a post says nothing any more, and still keeps its story from being told again', async () => {
  await setRetention(database, room.workspace, room.channel, '7');
  const { post } = await live(database, room, NOW);
  const posts = createPosts(database.db);
  const archived = createArchivedPosts(database.db);
  const range = { skip: 0, count: 10, key: null };
  expect((await archived.list(room, range)).posts).toHaveLength(1);
  await forget(8);
  expect((await archived.list(room, range)).posts).toEqual([]);
  expect(await archived.changedAt(room)).toBe(NOW + 8 * DAY);
  expect(await posts.find(post, room.channel)).toBeNull();
  const told = await database.db.selectFrom('tellings').select('story_id').execute();
  const [telling, ...more] = await posts.tellings(
    room.channel,
    told.map(({ story_id }) => story_id),
  );
  expect(more).toEqual([]);
  expect(telling).toMatchObject({ statements: [], at: NOW });
  const committed = { post: { key: post, ...harbour, kind: 'digest' as const, message: {}, stories: [] }, changes: [] };
  expect(await posts.commit({ ...committed, plan: null, now: NOW })).toBe(false);
  await forget(39);
  expect(await count('posts')).toBe(1);
  await forget(41);
  expect(await count('posts')).toBe(0);
});

test('what waited too long has failed, and the account still adds up', async () => {
  await setRetention(database, room.workspace, room.channel, '7');
  await live(database, room, NOW);
  await forget(8);
  const { fetched, states } = await createPosts(database.db).account(room.channel, 0, NOW + DAY);
  expect(reconcile(fetched, states)).toMatchObject({ missing: 0, counts: { posted: 1, failed: 1, pending: 0 } });
  const { reason } = await database.db
    .selectFrom('item_states')
    .where('state', '=', 'failed')
    .select('reason')
    .executeTakeFirstOrThrow();
  expect(reason).toBe('it waited longer than this channel keeps what it reads');
});

test('a forgotten item that comes again, under another id too, is not new', async () => {
  await setRetention(database, room.workspace, room.channel, '7');
  await live(database, room, NOW);
  await forget(8);
  const source = await database.db.selectFrom('sources').select('id').executeTakeFirstOrThrow();
  const again = itemsOf(room.word);
  expect(await storeItems(database.db, source.id, again, new Date(NOW + 9 * DAY))).toEqual([]);
  const renamed = again.map((one) => ({ ...one, item: { ...one.item, id: `new-${one.item.id}` } }));
  const added = await storeItems(database.db, source.id, renamed, new Date(NOW + 9 * DAY));
  expect(added.map(({ isRepeat }) => isRepeat)).toEqual([true, true]);
});

test('what a source told stays as long as one who follows it keeps it', async () => {
  await live(database, room, NOW);
  const source = await database.db.selectFrom('sources').selectAll().executeTakeFirstOrThrow();
  await createSources(database.db, (at) => ({ state: newPollState(), health: newHealth(at) })).follow({
    source: { url: source.url, kind: 'feed', pattern: null },
    ...{ title: null, isShared: true, settings: PLAIN_SUBSCRIPTION, scope: harbourSide, by: 'chat:@ada', now: NOW },
  });
  const words = async () =>
    Object.keys(await rowsWith(room.word)).filter((table) => /^(items|article_v|placem)/.test(table));
  await setRetention(database, room.workspace, room.channel, '7');
  await forget(8);
  expect(await words()).toEqual(['article_versions', 'items', 'placements']);
  await setRetention(database, room.workspace, harbourSide.channel, '14');
  await forget(15);
  expect(await words()).toEqual([]);
});

test('what something is still on its way to is kept', async () => {
  await setRetention(database, room.workspace, room.workspace, '7');
  await setRetention(database, 'local:desk', 'local:desk', '7');
  const replies = createReplies(database.db, createSealer('secret'));
  const local = createLocalMessages(database.db, (): { state: 'final' } => ({ state: 'final' }));
  for (const id of ['waiting', 'over'])
    await replies.open({ id, scope: harbour, asker: 'chat:@ada', isPrivate: false, message: null, pass: null });
  const edited = await local.open('test', '/help', { state: 'final' });
  await local.post('test', { state: 'final' }, 'waits');
  await local.post('test', { state: 'final' }, 'is over');
  const deliveries = createDeliveries(database.db);
  const message = { blocks: [] };
  await deliveries.commit([
    { key: 'a', target: `${harbour.channel}/rwaiting`, how: 'edit', message },
    { key: 'waits', target: 'local:test', how: 'post', message },
    { key: 'b', target: `local:test/${edited}`, how: 'edit', message },
  ]);
  await forget(8);
  expect(await replies.find('over')).toBeNull();
  expect(await replies.find('waiting')).not.toBeNull();
  expect((await local.recent('test', 10)).map(({ line, id }) => (id === edited ? line : 'waits'))).toEqual([
    '/help',
    'waits',
  ]);
  for (const { key } of await deliveries.claim(NOW, 60_000, 10)) await deliveries.markSent(key, 'chat:sent');
  await forget(8);
  expect([await replies.find('waiting'), await local.recent('test', 10)]).toEqual([null, []]);
  const left = await database.db.selectFrom('deliveries').select(['key', 'message']).orderBy('key').execute();
  expect(left).toEqual(['a', 'b', 'waits'].map((key) => ({ key, message: {} })));
});

test('much is taken in small batches, and what finds no time is left for the next run', async () => {
  await setRetention(database, harbour.workspace, harbour.channel, '7');
  for (let nth = 0; nth < 25; nth += 1) await ask(`reply ${nth}`);
  expect(await forget(8, { rows: 10, budgetMs: 0 })).toBe(10);
  expect(await count('questions')).toBe(15);
  expect(await forget(8, { rows: 10 })).toBe(15);
  expect(await count('questions')).toBe(0);
});

test('an article that is being saved is not forgotten meanwhile', async () => {
  const articles = createArticles(database.db);
  const article = articleOf('velmor', 'https://paper.example/race');
  await articles.save(article, mountain);
  await createPassages(database.db).catchUp(10);
  await aged('article_readers', 'read_at', 30);
  const saved = await database.db.transaction().execute(async (transaction) => {
    // Holds up who saves between finding the article and becoming its reader.
    await sql`lock table article_addresses in share mode`.execute(transaction);
    const saving = articles.save(article, harbour);
    await expect.poll(waitingForAddresses).toBe(1);
    await forget(0, { mostDays: 1 });
    return { saving };
  });
  const { versionId } = await saved.saving;
  expect(await articles.findVersion(versionId, harbour)).not.toBeNull();
  expect(await articles.findVersion(versionId, mountain)).toBeNull();
});

async function waitingForAddresses(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_locks
    where not granted and relation = 'article_addresses'::regclass
      and database = (select oid from pg_database where datname = current_database())`.execute(database.db);
  return rows[0]?.count ?? 0;
}

const QUERY = {
  words: [{ lexemes: ['velmor'], weight: 1 }],
  gains: [{ from: new Date(0), to: new Date(0), weight: 0, days: 1 }],
  limit: 5,
};

async function ask(reply = 'chat:reply'): Promise<void> {
  const answer = { asked: 'Why?', claims: [], writer: { kind: 'model' as const, model: 'm' }, leftOut: 0, repaired: 0 };
  const question = { reply, scope: harbour, thread: null, asker: 'chat:@ada', text: 'Why?', answer };
  await createQuestions(database.db).save(question, new Date(NOW));
}

async function count(table: keyof Schema): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(
    database.db,
  );
  return rows[0]?.count ?? 0;
}

async function aged(table: keyof Schema, column: string, days: number): Promise<void> {
  const at = new Date(NOW - days * DAY);
  await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${at}`.execute(database.db);
}
