import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { createRequests } from '../../src/store/requests.ts';
import { testDatabase } from '../doubles/database.ts';

const MINUTE_MS = 60_000;
let database: Database;
let now = Date.now();
const requests = () => createRequests(database.db, () => now);
const request = (id: string, reply = 'chat:room/1') => ({
  ...{ id, job: 'summarize', dueAt: now + 1000 },
  carried: { payload: { url: 'https://paper.example/' }, reply },
});
const ids = (all: { id: string }[]) => all.map(({ id }) => id).toSorted();

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => database.db.deleteFrom('requests').execute());
afterAll(() => database.close());

test('what is not done is handed out again as it was noted, a while later and once in a while', async () => {
  await requests().note(request('one'));
  expect(await requests().lookAgain(10)).toEqual([]);
  const noted = request('one');
  now += 2 * MINUTE_MS;
  expect(await requests().lookAgain(10)).toEqual([noted]);
  expect(await requests().lookAgain(10)).toEqual([]);
  now += 2 * MINUTE_MS;
  await requests().done('one');
  expect(await requests().lookAgain(10)).toEqual([]);
});

test('the same id again replaces the request', async () => {
  await requests().note(request('one'));
  await requests().note(request('one', 'chat:room/2'));
  now += 2 * MINUTE_MS;
  expect(await requests().lookAgain(10)).toMatchObject([{ id: 'one', carried: { reply: 'chat:room/2' } }]);
});

test('two processes never get the same, and in the end each is looked at', async () => {
  const all = Array.from({ length: 20 }, (_, at) => `request ${at}`);
  for (const id of all) await requests().note(request(id));
  now += 2 * MINUTE_MS;
  const parts = await Promise.all([1, 2, 3, 4].map(() => requests().lookAgain(5)));
  const seen = ids(parts.flat());
  expect(new Set(seen).size).toBe(seen.length);
  const rest = await requests().lookAgain(20);
  expect(ids([...parts.flat(), ...rest])).toEqual(all.toSorted());
});

test('what is long over is forgotten', async () => {
  await requests().note(request('old'));
  await requests().purge(new Date(now + 2 * MINUTE_MS));
  now += 2 * MINUTE_MS;
  expect(await requests().lookAgain(10)).toEqual([]);
});
