import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ModelDouble, startModel } from '../doubles/model.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { EVERY_STAGE } from './stages/every.ts';
import type { Person, Seen, Stage } from './stages/stage.ts';
import { goodStatements, PAGE } from './story.ts';

const DAY = 24 * 3_600_000;
const BY_MODEL = 'each statement checked against the article';
const OVER = 'Today’s budget for the language model does not cover this (the next one starts at 00:00 UTC): these are';

/** What budgets and models do in chat, the same on every platform. */
describe.each(EVERY_STAGE)('on %s', (name, openStage) => {
  let web: WebDouble;
  let model: ModelDouble;
  let stage: Stage;
  let now = Date.UTC(2027, 2, 1, 9);

  beforeAll(async () => {
    web = await startWeb(Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`/story-${at}`, storyOf(at)])));
    model = await startModel((call) => ({ statements: goodStatements(call), read: 6800, wrote: 200 }));
    stage = await openStage(
      {
        ...{ ALLOW_HOSTS: web.host, MODEL: 'double', MODELS: 'small', OPENAI_BASE_URL: model.url },
        ...{ BUDGET_TOKENS: '30000', MODEL_PRICES: 'double=1/2.5' },
      },
      () => now,
    );
  });
  afterAll(async () => {
    await stage?.close();
    await model[Symbol.asyncDispose]();
    await web[Symbol.asyncDispose]();
  });

  /** The answer that holds the words: where the clock is not the queue's, word follows that an answer is ready. */
  async function answer(person: Person, line: string, words: string): Promise<Seen> {
    const before = new Set((await person.sees()).map(({ id }) => id));
    await person.slash(line);
    const found = async () => (await person.sees()).find(({ id, text }) => !before.has(id) && text.includes(words));
    await expect.poll(found, { message: line }).toBeDefined();
    return (await found()) ?? { id: '', text: '', buttons: [], isPrivate: false };
  }

  const summarize = (story: number, words: string, place?: 'elsewhere') =>
    answer(stage.person('member', place), `/summarize url:${web.origin}/story-${story}`, words);
  const set = (person: Person, what: string) => answer(person, `/settings set ${what}`, 'Set for channel');
  const usageFor = (person: Person) => answer(person, '/usage', 'What the language models used');

  /** The models that were asked so far. */
  const asked = () => model.calls.map((call) => call.model);

  test('what is used is for moderators to see', async () => {
    // In the local chat everybody is one.
    const words = name === 'local' ? 'Nothing in the 7 days before.' : 'for moderators only';
    await answer(stage.person('member'), '/usage', words);
  });

  test('a budget ends with the sentences themselves, says until when, and begins anew the next day', async () => {
    const moderator = stage.person('moderator');
    await set(moderator, 'budget:8000');
    await summarize(0, BY_MODEL);
    await summarize(1, `${OVER} the article’s own sentences.`);
    // What is there already costs nothing.
    await summarize(0, BY_MODEL);
    const question = '/ask question:"What did the inspectors find?"';
    await answer(stage.person(), question, `${OVER} the articles’ own sentences.`);
    await summarize(2, BY_MODEL, 'elsewhere');
    expect(asked()).toEqual(['double', 'double']);

    const usage = await usageFor(moderator);
    expect(usage.isPrivate).toBe(name !== 'local');
    expect(usage.text).toContain('Today: 2 calls, 13,600 tokens read, 400 written, cost 0.0146');
    expect(usage.text).toContain('Nothing in the 7 days before.');
    expect(usage.text.match(/1 call, 6,800 tokens read, 200 written, cost 0.0073/g)).toHaveLength(2);
    expect(usage.text).toContain('This channel: 8,000 tokens a day, 1,000 left today');
    expect(usage.text).toContain('The admin’s, for each workspace: 30,000 tokens a day, 16,000 left today');

    now += DAY;
    await summarize(3, BY_MODEL);
    const later = await usageFor(moderator);
    expect(later.text).toContain('2027-03-01: 2 calls, 13,600 tokens read, 400 written, cost 0.0146');
    expect(later.text).toContain('This channel: 8,000 tokens a day, 1,000 left today');
    expect(stage.violations()).toEqual([]);
  });

  test('the channel’s own model writes, or none where it wants none', async () => {
    const moderator = stage.person('moderator');
    await set(moderator, 'model:small budget:off');
    await summarize(4, 'Written by small');
    expect(asked().at(-1)).toBe('small');
    expect((await usageFor(moderator)).text).toContain('small unpriced');
    const before = model.calls.length;
    await set(moderator, 'model:none');
    await summarize(5, 'No language model is to write here');
    expect(model.calls).toHaveLength(before);
    expect(stage.violations()).toEqual([]);
  });
});

/** The same news with another figure, so that each is an article of its own. */
function storyOf(at: number) {
  return { body: PAGE.replace('14 centimetres', `${10 + at} centimetres`) };
}
