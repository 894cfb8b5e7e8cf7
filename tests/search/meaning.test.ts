import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Embedder } from '../../src/news/passages.ts';
import { embedMissing } from '../../src/search/embed-missing.ts';
import { createSearch } from '../../src/search/search.ts';
import { createArticles } from '../../src/store/articles.ts';
import type { Database } from '../../src/store/database.ts';
import { createPassages } from '../../src/store/passages.ts';
import { createVectors } from '../../src/store/search-vectors.ts';
import { testDatabase } from '../doubles/database.ts';
import { harbour, mountain } from '../store/scopes.ts';
import { TOWN_ARTICLES } from './town-articles.ts';

const ASKED = new Date('2026-11-25T09:00:00Z');
let database: Database;

/** Knows three subjects: the sea animal, the burglary, and the rest. */
const embedder: Embedder = {
  model: 'three-subjects',
  embed: async (texts) =>
    texts.map((text) =>
      [/whale|cetacean/i.test(text), /thieves|burglar/i.test(text), true].map((is) => (is ? 1 : 0.01)),
    ),
};

beforeAll(async () => {
  database = await testDatabase();
  const articles = createArticles(database.db);
  for (const article of TOWN_ARTICLES) await articles.save(article, harbour);
  await createPassages(database.db).catchUp(100);
});
afterAll(() => database.close());

function searchWith(using: Embedder | null) {
  const meaning = using && { vectors: createVectors(database.db), embedder: using };
  return createSearch({ passages: createPassages(database.db), meaning });
}

test('articles get their vectors in parts, each once', async () => {
  const vectors = createVectors(database.db);
  const counts = [];
  for (let part = 0; part < 4; part++) counts.push(await embedMissing(vectors, embedder, 5));
  expect(counts).toEqual([5, 5, 2, 0]);
});

test('an article that shares no word with the question is found by its meaning', async () => {
  const question = 'Which cetacean?';
  expect((await searchWith(null).search(question, harbour, ASKED)).articles).toEqual([]);
  const { articles, answer } = await searchWith(embedder).search(question, harbour, ASKED);
  expect(articles[0]?.title).toContain('whale');
  // Being near in meaning holds no answer.
  expect(answer).toBeNull();
});

test('nothing of another workspace is found by its meaning', async () => {
  expect((await searchWith(embedder).search('Which cetacean?', mountain, ASKED)).articles).toEqual([]);
});

test('where the vectors can not be had the words do', async () => {
  const broken: Embedder = { model: 'three-subjects', embed: () => Promise.reject(new Error('no service')) };
  const { articles } = await searchWith(broken).search('Where did the whale strand?', harbour, ASKED);
  expect(articles[0]?.title).toContain('whale');
});

test('vectors of another length, by a model exchanged under its name, do no harm', async () => {
  const longer: Embedder = { model: 'three-subjects', embed: async (texts) => texts.map(() => [1, 0, 0, 1]) };
  const { articles } = await searchWith(longer).search('Where did the whale strand?', harbour, ASKED);
  expect(articles[0]?.title).toContain('whale');
});
