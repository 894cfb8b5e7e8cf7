import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Summary, SummaryKey } from '../../src/news/summary.ts';
import { createArticles } from '../../src/store/articles.ts';
import type { Database } from '../../src/store/database.ts';
import { createSummaries } from '../../src/store/summaries.ts';
import { testDatabase } from '../doubles/database.ts';
import { ferryArticle, harbour, harbourSide, mountain, pastedArticle } from './scopes.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const summary: Summary = {
  claims: [
    { text: 'The ferry has stopped.', sentenceIds: [1], origin: 'written' },
    { text: 'Nobody was hurt.', sentenceIds: [2, 1], origin: 'quoted' },
  ],
  leftOut: 1,
  repaired: 2,
  writer: { kind: 'model', model: 'some-model' },
  language: 'en',
};

function keyFor(versionId: string, changes: Partial<SummaryKey> = {}): SummaryKey {
  return {
    versionId,
    style: 'brief',
    length: 'short',
    language: null,
    promptHash: 'p1',
    model: 'some-model',
    ...changes,
  };
}

async function storedArticle(article = ferryArticle()) {
  return await createArticles(database.db).save(article, harbour);
}

test('a summary comes back whole, with its article, by key and by id', async () => {
  const summaries = createSummaries(database.db);
  const article = await storedArticle();
  const key = keyFor(article.versionId);
  expect(await summaries.find(key)).toBeNull();
  const stored = await summaries.save(key, summary);
  const asked = { style: key.style, length: key.length, language: key.language };
  expect(stored).toEqual({ id: stored.id, article, asked, ...summary });
  expect(await summaries.find(key)).toEqual(stored);
  expect(await summaries.findById(stored.id, harbour)).toEqual(stored);
});

test('every part of the key tells summaries apart', async () => {
  const summaries = createSummaries(database.db);
  const { versionId } = await storedArticle(ferryArticle({ title: 'Every part' }));
  await summaries.save(keyFor(versionId), summary);
  const others: Partial<SummaryKey>[] = [
    { style: 'plain' },
    { length: 'long' },
    { language: 'de' },
    { promptHash: 'p2' },
    { model: 'extractive' },
  ];
  for (const other of others) expect(await summaries.find(keyFor(versionId, other))).toBeNull();
});

test('of two that write the same summary at once the first is kept for both', async () => {
  const summaries = createSummaries(database.db);
  const { versionId } = await storedArticle(ferryArticle({ title: 'At once' }));
  const key = keyFor(versionId, { language: 'sv' });
  const write = (leftOut: number) => summaries.save(key, { ...summary, leftOut });
  const [one, two] = await Promise.all([write(7), write(8)]);
  expect(one).toEqual(two);
  expect(one.claims).toEqual(summary.claims);
});

test('a summary without a statement can be stored', async () => {
  const summaries = createSummaries(database.db);
  const { versionId } = await storedArticle(ferryArticle({ title: 'None' }));
  const empty: Summary = {
    ...summary,
    claims: [],
    writer: { kind: 'extractive', because: 'nothing-held' },
    language: null,
  };
  expect(await summaries.save(keyFor(versionId), empty)).toMatchObject(empty);
});

test('who may not see the article does not find its summary either', async () => {
  const summaries = createSummaries(database.db);
  const pasted = await summaries.save(keyFor((await storedArticle(pastedArticle())).versionId), summary);
  const read = await summaries.save(keyFor((await storedArticle()).versionId, { style: 'deep' }), summary);
  expect(await summaries.findById(pasted.id, harbourSide)).toBeNull();
  expect(await summaries.findById(read.id, harbourSide)).not.toBeNull();
  expect(await summaries.findById(read.id, mountain)).toBeNull();
  expect(await summaries.findById('nonsense', harbour)).toBeNull();
});
