import { expect, test } from 'vitest';
import { createArticles } from '../../src/store/articles.ts';
import { createDeliveries } from '../../src/store/deliveries.ts';
import { createLocalMessages } from '../../src/store/local-messages.ts';
import { storable } from '../../src/store/storable.ts';
import { createSummaries } from '../../src/store/summaries.ts';
import { testDatabase } from '../doubles/database.ts';
import { ferryArticle, harbour } from './scopes.ts';

/** PostgreSQL takes neither of the two. */
const HARD = 'a NUL \0 and half a pair \ud83d';
const MENDED = 'a NUL \uFFFD and half a pair \uFFFD';

test('only what can not be stored is changed', () => {
  const fine = { text: 'naïve 🚢 \\u0000 "quoted"', numbers: [1, null] };
  expect(storable(fine)).toEqual(fine);
  expect(storable({ list: [HARD, { text: HARD }] })).toEqual({ list: [MENDED, { text: MENDED }] });
});

test('texts of pages and people that hold what PostgreSQL refuses are stored all the same', async () => {
  const database = await testDatabase();
  const text = { title: HARD, paragraphs: [HARD], sentences: [{ id: 1, paragraph: 0, text: HARD }] };
  const article = await createArticles(database.db).save(ferryArticle(text), harbour);
  expect(article).toMatchObject({ title: MENDED, paragraphs: [MENDED], sentences: [{ text: MENDED }] });
  const key = { style: '', length: 'short', language: null, promptHash: 'p', model: 'm' } as const;
  const summary = await createSummaries(database.db).save(
    { versionId: article.versionId, ...key },
    {
      claims: [{ text: HARD, sentenceIds: [1], origin: 'quoted' }],
      ...{ leftOut: 0, repaired: 0, writer: { kind: 'model', model: 'm' }, language: null },
    },
  );
  expect(summary.claims[0]?.text).toBe(MENDED);

  const deliveries = createDeliveries(database.db);
  await deliveries.commit([{ key: 'a', target: 'local:desk', how: 'post', message: { text: HARD } }]);
  expect(await deliveries.claim(0, 1000, 1)).toMatchObject([{ message: { text: MENDED } }]);
  await deliveries.retryAt('a', 0, HARD);
  // The cast stands in for a platform's schema.
  const messages = createLocalMessages(database.db, (stored) => stored as { state: 'final'; text: string });
  const id = await messages.open('page', HARD, { state: 'final', text: HARD });
  expect(await messages.get(id)).toMatchObject({ line: MENDED, message: { text: MENDED } });
  await database.close();
});
