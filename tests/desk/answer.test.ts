import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerQuestion } from '../../src/desk/answer.ts';
import { renderAnswer } from '../../src/desk/answer-message.ts';
import { createAnswerWriter } from '../../src/desk/answer-writer.ts';
import { createSearch } from '../../src/search/search.ts';
import { createArticles } from '../../src/store/articles.ts';
import type { Database } from '../../src/store/database.ts';
import { createPassages } from '../../src/store/passages.ts';
import { createQuestions } from '../../src/store/questions.ts';
import { loadPrompts } from '../../src/writing/prompt.ts';
import { testDatabase } from '../doubles/database.ts';
import { textOf } from '../journeys/person.ts';
import { harbour } from '../store/scopes.ts';
import { ANSWERABLE, BEYOND_RULES, UNANSWERABLE, VALLEY_ARTICLES } from './valley-articles.ts';

const NOW = Date.parse('2026-10-24T09:00:00Z');
let database: Database;
let asked = 0;

beforeAll(async () => {
  database = await testDatabase();
  const articles = createArticles(database.db);
  for (const article of VALLEY_ARTICLES) await articles.save(article, harbour);
});
afterAll(() => database.close());

async function answerTo(question: string): Promise<string> {
  const { db } = database;
  const clock = () => NOW;
  const prompts = loadPrompts('prompts');
  asked++;
  const { answered } = await answerQuestion(
    {
      ...{ question, scope: harbour, thread: null, asker: 'chat:@1', reply: `chat:10/r${asked}` },
      bounds: { articleId: null, sourceId: null, site: null, since: null },
    },
    {
      ...{ articles: createArticles(db), questions: createQuestions(db), clock },
      models: { for: async () => ({ model: null, because: 'no-model' }) },
      search: createSearch({ passages: createPassages(db) }),
      answers: createAnswerWriter({ prompts, maxInputTokens: 4000 }),
    },
    async () => {},
  );
  return textOf(renderAnswer(answered));
}

test.for(ANSWERABLE)('%s', async ([question, words]) => {
  const answer = await answerTo(question);
  expect(answer).toContain(words);
  expect(answer).not.toContain('not in what I have read');
});

test('there are fifty questions that the articles do not answer', () => {
  expect(new Set(UNANSWERABLE).size).toBe(50);
});

test.for(UNANSWERABLE)('%s is said not to be in what was read', async (question) => {
  expect(await answerTo(question)).toContain('not in what I have read');
});

test.fails.for(BEYOND_RULES)('without a model not yet: %s', async ([question, words]) => {
  expect(await answerTo(question)).toContain(words ?? 'not in what I have read');
});
