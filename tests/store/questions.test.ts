import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer, NewQuestion, Questions } from '../../src/news/question.ts';
import type { Database } from '../../src/store/database.ts';
import { createQuestions } from '../../src/store/questions.ts';
import { testDatabase } from '../doubles/database.ts';
import { harbour, harbourSide, mountain } from './scopes.ts';

let database: Database;
let questions: Questions;

beforeAll(async () => {
  database = await testDatabase();
  questions = createQuestions(database.db);
});
afterAll(() => database.close());

function answerOf(text: string): Answer {
  const citations = [{ versionId: '7', sentenceIds: [2, 3] }];
  return {
    asked: text,
    claims: [{ text: 'Yes.', origin: 'written', citations }],
    writer: { kind: 'model', model: 'double' },
    ...{ leftOut: 0, repaired: 1 },
  };
}

function question(reply: string, thread: string | null, text: string, scope = harbour): NewQuestion {
  return { reply, scope, thread, asker: 'discord:@5', text, answer: answerOf(text) };
}

/** A moment on one day. */
function at(minute: number): Date {
  return new Date(Date.UTC(2026, 10, 20, 9, minute));
}

async function textsOf(thread: string, scope = harbour): Promise<string[]> {
  return (await questions.earlier(thread, scope, 10)).map(({ text }) => text);
}

test('a question comes back whole, to its own channel alone', async () => {
  const id = await questions.save(question('r1', null, 'Who?'), at(1));
  expect(await questions.find(id, harbour)).toEqual({
    ...question('r1', null, 'Who?'),
    ...{ id, thread: 'r1', at: at(1) },
  });
  expect(await questions.find(id, harbourSide)).toBeNull();
  expect(await questions.find(id, mountain)).toBeNull();
  expect(await questions.find('nonsense', harbour)).toBeNull();
});

test('who answers any reply of a conversation goes on with all of it, the oldest first', async () => {
  await questions.save(question('c1', null, 'one'), at(1));
  await questions.save(question('c2', 'c1', 'two'), at(2));
  await questions.save(question('c3', 'c2', 'three'), at(3));
  expect(await textsOf('c3')).toEqual(['one', 'two', 'three']);
  expect((await questions.earlier('c1', harbour, 2)).map(({ text }) => text)).toEqual(['two', 'three']);
});

test('the same thread in another channel or workspace is another conversation', async () => {
  await questions.save(question('t1', 'thread', 'here'), at(1));
  await questions.save(question('t2', 'thread', 'beside', harbourSide), at(2));
  await questions.save(question('t3', 'thread', 'far away', mountain), at(3));
  expect(await textsOf('thread')).toEqual(['here']);
  expect(await textsOf('thread', mountain)).toEqual(['far away']);
  expect(await textsOf('t1', mountain)).toEqual([]);
});

test('the same reply again gets another answer and keeps its id', async () => {
  const id = await questions.save(question('again', null, 'When?'), at(1));
  const better = { ...question('again', null, 'When?'), answer: answerOf('When exactly?') };
  expect(await questions.save(better, at(2))).toBe(id);
  expect((await questions.find(id, harbour))?.answer.asked).toBe('When exactly?');
});

test('old ones are forgotten', async () => {
  const old = await questions.save(question('old', null, 'old'), at(1));
  const young = await questions.save(question('young', null, 'young'), at(50));
  await questions.purge(at(49));
  expect(await questions.find(old, harbour)).toBeNull();
  expect(await questions.find(young, harbour)).not.toBeNull();
});
