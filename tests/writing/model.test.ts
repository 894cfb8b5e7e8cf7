import { expect, test } from 'vitest';
import { z } from 'zod';
import { ModelDown, ModelRefused, ModelUnusable } from '../../src/errors.ts';
import { createModel, type ModelLimits } from '../../src/writing/model.ts';
import { type Reply, startModel } from '../doubles/model.ts';
import { PATIENCE_MS } from '../doubles/patience.ts';

const request = {
  purpose: 'test',
  system: 'Answer.',
  user: '1. A sentence.',
  schema: z.object({ statements: z.array(z.object({ text: z.string(), sentences: z.array(z.number()) })) }),
  schemaName: 'statements',
  maxOutputTokens: 100,
  temperature: 0,
};
const good: Reply = { statements: [{ text: 'Fine.', sentences: [1] }] };

/** Asks a double that gives these replies, one after the other, the last one again and again. */
async function ask(replies: Reply[], limits: Partial<ModelLimits> = {}) {
  const double = await startModel((_, count) => replies[count - 1] ?? replies.at(-1) ?? good);
  const clock = { now: 0 };
  const settings = { baseUrl: double.url, apiKey: null, model: 'double', clock: () => clock.now };
  const model = createModel({ ...settings, limits: { idleMs: PATIENCE_MS, tries: 3, ...limits } });
  const answer = () => model.answer(request);
  return { double, clock, answer, [Symbol.asyncDispose]: () => double[Symbol.asyncDispose]() };
}

async function reasonOf(answer: Promise<unknown>): Promise<unknown> {
  return await answer.then(
    () => 'it answered',
    (error: unknown) => (error instanceof ModelDown ? error.why : error),
  );
}

test('an answer that fits comes back with what it cost', async () => {
  await using desk = await ask([good]);
  expect(await desk.answer()).toEqual({ value: good, inputTokens: 100, outputTokens: 20 });
  expect(desk.double.calls[0]).toMatchObject({ format: 'json_schema', maxTokens: 100 });
});

test.each<[string, Reply]>([
  ['in a fence with words around it', { statements: [], fenced: true }],
  ['behind its thoughts', { statements: [], fenced: true, thinks: true }],
])('an answer %s is read', async (_, reply) => {
  await using desk = await ask([reply]);
  expect((await desk.answer()).value).toEqual({ statements: [] });
  expect(desk.double.calls).toHaveLength(1);
});

test('a server that refuses json_schema is asked for json_object, then for plain text, and that is remembered', async () => {
  await using desk = await ask([good]);
  const supported = (format: string) => format === 'plain';
  desk.double.answers(({ format }) =>
    supported(format)
      ? good
      : { status: 400, body: { error: { message: `response_format ${format} is not supported` } } },
  );
  await desk.answer();
  await desk.answer();
  expect(desk.double.calls.map(({ format }) => format)).toEqual(['json_schema', 'json_object', 'plain', 'plain']);
});

test('an answer that does not fit is asked for once more, with what was wrong', async () => {
  await using desk = await ask([{ text: '{"statements": "none"}' }, good]);
  expect((await desk.answer()).value).toEqual(good);
  expect(desk.double.calls[1]?.user).toContain('could not be used');
});

test('two answers that do not fit are unusable', async () => {
  await using desk = await ask([{ text: 'I would rather talk about something else.' }]);
  await expect(desk.answer()).rejects.toThrow(ModelUnusable);
  expect(desk.double.calls).toHaveLength(2);
});

test('an answer that was cut off gets more room', async () => {
  await using desk = await ask([{ text: '{"statements":[{"te', finish: 'length' }, good]);
  expect((await desk.answer()).value).toEqual(good);
  expect(desk.double.calls.map(({ maxTokens }) => maxTokens)).toEqual([100, 200]);
});

test.each<[string, Reply]>([
  ['a refusal', { refusal: 'I can’t help with that.' }],
  ['a filtered answer', { text: '', finish: 'content_filter' }],
])('%s is a refusal, and is not asked for again', async (_, reply) => {
  await using desk = await ask([reply]);
  await expect(desk.answer()).rejects.toThrow(ModelRefused);
  expect(desk.double.calls).toHaveLength(1);
});

test('a short pause that the server asks for is kept', async () => {
  await using desk = await ask([{ status: 429, headers: { 'retry-after': '0.2' } }, good]);
  const started = performance.now();
  expect((await desk.answer()).value).toEqual(good);
  expect(performance.now() - started).toBeGreaterThanOrEqual(195);
});

test.each<[string, Reply, string, number]>([
  ['a pause too long to wait for', { status: 429, headers: { 'retry-after': '3600' } }, 'overloaded', 1],
  [
    'an account without credit',
    { status: 429, body: { error: { message: 'x', code: 'insufficient_quota' } } },
    'no-credit',
    1,
  ],
  ['a wrong key', { status: 401 }, 'bad-key', 1],
  ['an unknown model', { status: 404 }, 'bad-setup', 1],
  ['a web page instead of an answer', { html: '<html>Welcome</html>' }, 'bad-setup', 1],
])('%s means that the model is down, and is not tried again', async (_, reply, why, calls) => {
  await using desk = await ask([reply]);
  expect(await reasonOf(desk.answer())).toBe(why);
  expect(desk.double.calls).toHaveLength(calls);
});

test.each<[string, Reply, string]>([
  ['a server error', { status: 500 }, 'overloaded'],
  ['a stream that stalls', { fault: 'stall' }, 'stalled'],
  ['a stream that ends without a finish', { text: '{"statements":[]}', finish: null }, 'stalled'],
  ['a connection that breaks', { fault: 'disconnect' }, 'unreachable'],
  ['an error inside the stream', { fault: 'error-in-stream' }, 'unreachable'],
])('%s is tried again, and again only so often', async (_, reply, why) => {
  await using healed = await ask([reply, good], { idleMs: 2_000 });
  expect((await healed.answer()).value).toEqual(good);
  await using broken = await ask([reply], { idleMs: 2_000, tries: 2 });
  expect(await reasonOf(broken.answer())).toBe(why);
  expect(broken.double.calls).toHaveLength(2);
});

test('the whole takes no longer than its bound', async () => {
  await using desk = await ask([{ fault: 'stall' }], { totalMs: 400 });
  expect(await reasonOf(desk.answer())).toBe('too-slow');
});

test('an answer without end is cut', async () => {
  await using desk = await ask([{ text: 'x'.repeat(5_000) }], { maxOutputChars: 1_000 });
  await expect(desk.answer()).rejects.toThrow(ModelUnusable);
});

test('after it was down it is left alone for a while', async () => {
  await using desk = await ask([{ status: 401 }]);
  await reasonOf(desk.answer());
  desk.double.answers(() => good);
  expect(await reasonOf(desk.answer())).toBe('bad-key');
  expect(desk.double.calls).toHaveLength(1);
  desk.clock.now = 31_000;
  expect((await desk.answer()).value).toEqual(good);
});

test('a server that is not there is unreachable', async () => {
  const model = createModel({
    baseUrl: 'http://127.0.0.1:1/v1',
    apiKey: null,
    model: 'm',
    clock: () => 0,
    limits: { tries: 1 },
  });
  expect(await reasonOf(model.answer(request))).toBe('unreachable');
});
