import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSearch, type Search } from '../../src/search/search.ts';
import { createArticles } from '../../src/store/articles.ts';
import type { Database } from '../../src/store/database.ts';
import { createPassages } from '../../src/store/passages.ts';
import { testDatabase } from '../doubles/database.ts';
import { harbour } from '../store/scopes.ts';
import { ANSWERABLE, TOWN_ARTICLES, UNANSWERABLE } from './town-articles.ts';

const ASKED = new Date('2026-11-25T09:00:00Z');
let database: Database;
let search: Search;

beforeAll(async () => {
  database = await testDatabase();
  const articles = createArticles(database.db);
  for (const article of TOWN_ARTICLES) await articles.save(article, harbour);
  search = createSearch({ passages: createPassages(database.db) });
});
afterAll(() => database.close());

async function answerTo(question: string): Promise<string | null> {
  return (await search.search(question, harbour, ASKED)).answer?.text ?? null;
}

test.for(ANSWERABLE)('%s', async ([question, words]) => {
  expect(await answerTo(question)).toContain(words);
});

test('there are fifty questions that the articles do not answer', () => {
  expect(new Set(UNANSWERABLE).size).toBe(50);
});

test.for(UNANSWERABLE)('%s is not in what was read', async (question) => {
  expect(await answerTo(question)).toBeNull();
});
