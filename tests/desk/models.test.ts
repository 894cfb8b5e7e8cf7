import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createModels, type ModelsOptions } from '../../src/desk/models.ts';
import { ModelDown, ModelRefused, ModelUnusable, OverBudget } from '../../src/errors.ts';
import { createLogger } from '../../src/logger.ts';
import type { Model, ModelAnswer, ModelRequest, Scope } from '../../src/news/ports.ts';
import type { Models } from '../../src/news/usage.ts';
import { createBudgets } from '../../src/store/budgets.ts';
import { connect, type Database } from '../../src/store/database.ts';
import { createSettings } from '../../src/store/settings.ts';
import { createUsage } from '../../src/store/usage.ts';
import { testDatabase } from '../doubles/database.ts';

const NOON = Date.UTC(2027, 0, 1, 12);
const HOUR = 3_600_000;
const request: ModelRequest<string> = {
  ...{ purpose: 'summarize', system: 'Write.', user: 'An article.', schema: z.string(), schemaName: 'words' },
  ...{ maxOutputTokens: 300, temperature: 0 },
};
/** What is set aside for it: a token for each three characters, four around each text, and the most it may write. */
const ESTIMATE = 2 + 4 + 4 + 4 + 300;
const used = { inputTokens: 60, outputTokens: 40 };
const USED = 100;

let database: Database;
let places = 0;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

type Answering = (request: ModelRequest<unknown>) => Promise<Omit<ModelAnswer<unknown>, 'value'>>;

function modelOf(name: string, answering: Answering = async () => used): Model {
  return {
    name,
    async answer<T>(asked: ModelRequest<T>) {
      return { ...(await answering(asked)), value: asked.schema.parse('words') };
    },
  };
}

type Set = Partial<Record<'model' | 'budget', string>>;
interface Wish extends Partial<Pick<ModelsOptions, 'standard' | 'others' | 'mostTokens'>> {
  channel?: Set;
  workspace?: Set;
}

/** A workspace of its own with two channels, one of them with settings. */
async function setUp({ channel = {}, workspace = {}, ...wish }: Wish) {
  const clock = { now: NOON };
  const ref = `discord:${++places}`;
  const scope: Scope = { workspace: ref, channel: `${ref}/news` };
  const settings = createSettings(database.db);
  const set = [...Object.entries(channel), ...Object.entries(workspace)] as [keyof Set, string][];
  for (const [at, [name, value]] of set.entries()) {
    const place = at < Object.keys(channel).length ? scope.channel : ref;
    await settings.set({ workspace: ref, place, name, value, by: 'discord:@1' });
  }
  const modelsOn = ({ db }: Database) =>
    createModels({
      ...{ standard: modelOf('standard'), others: [], mostTokens: null, ...wish },
      ...{ settings: createSettings(db), budgets: createBudgets(db, () => clock.now) },
    });
  const usedToday = () => createBudgets(database.db, () => clock.now).usedToday(scope);
  return { clock, scope, other: { ...scope, channel: `${ref}/side` }, models: modelsOn(database), modelsOn, usedToday };
}

async function call(models: Models, scope: Scope) {
  const { model } = await models.for(scope);
  if (!model) throw new Error('there is no model');
  return await model.answer(request);
}

const PICKS: [string, Wish, string][] = [
  ['the admin’s where nobody set one', {}, 'standard'],
  ['the channel’s', { channel: { model: 'small' }, workspace: { model: 'large' } }, 'small'],
  ['the workspace’s where the channel has none', { workspace: { model: 'small' } }, 'small'],
  ['the admin’s for one that is offered no more', { channel: { model: 'gone' } }, 'standard'],
  ['none where the channel wants none', { channel: { model: 'none' } }, 'model-off'],
  ['none where the admin has none', { standard: null }, 'no-model'],
  ['the picked one where the admin has no default', { standard: null, channel: { model: 'small' } }, 'small'],
];

test.for(PICKS)('who writes is %s', async ([, wish, expected]) => {
  const { models, scope } = await setUp({ others: [modelOf('small'), modelOf('large')], ...wish });
  const chosen = await models.for(scope);
  expect(chosen.model ? chosen.model.name : chosen.because).toBe(expected);
});

test('the models that may be picked are named once, the default first', async () => {
  const others = [modelOf('small'), modelOf('standard')];
  expect((await setUp({ others })).models.names).toEqual(['standard', 'small']);
});

const enough = String(USED + ESTIMATE);
const scarce = String(USED + ESTIMATE - 1);
const BOUNDS: [string, Wish, 'scope' | 'other', boolean][] = [
  ['a second call is made where the channel’s budget has room', { channel: { budget: enough } }, 'scope', true],
  ['none is made where it has not', { channel: { budget: scarce } }, 'scope', false],
  ['a channel’s budget is not its neighbour’s', { channel: { budget: scarce } }, 'other', true],
  ['a workspace’s budget bounds all its channels together', { workspace: { budget: scarce } }, 'other', false],
  [
    'no channel’s budget reaches beyond its workspace’s',
    { channel: { budget: '9000' }, workspace: { budget: scarce } },
    'scope',
    false,
  ],
  ['the admin’s budget bounds all channels together', { mostTokens: Number(scarce) }, 'other', false],
  [
    'no setting reaches beyond the admin’s budget',
    { workspace: { budget: '9000' }, mostTokens: Number(scarce) },
    'scope',
    false,
  ],
  ['a wider one of the admin’s changes nothing', { workspace: { budget: scarce }, mostTokens: 9000 }, 'other', false],
];

test.for(BOUNDS)('%s', async ([, wish, where, isMade]) => {
  const { models, usedToday, ...places } = await setUp(wish);
  await call(models, places.scope);
  const second = call(models, places[where]);
  if (isMade) await second;
  else await expect(second).rejects.toThrow(OverBudget);
  expect(await usedToday()).toMatchObject({ workspace: isMade ? 2 * USED : USED });
});

test('fifty calls at once at two desks on one store never use more than the budget', async () => {
  const [full, started] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let running = 0;
  const standard = modelOf('standard', async () => {
    running++;
    if (running === 10) full.resolve();
    await started.promise;
    return used;
  });
  const { modelsOn, scope, other, usedToday } = await setUp({
    standard,
    workspace: { budget: String(10 * ESTIMATE + 9) },
  });
  const colleague = await connect(database.connection, createLogger('fatal'));
  const desks = [modelsOn(database), modelsOn(colleague)] as const;
  const calls = Array.from({ length: 50 }, (_, at) => call(desks[at % 2 ? 1 : 0], at % 4 < 2 ? scope : other));
  const settled = Promise.allSettled(calls);
  await full.promise;
  // All that can be had is set aside, and nothing is used yet.
  expect(await usedToday()).toMatchObject({ workspace: 10 * ESTIMATE });
  started.resolve();
  const ends = (await settled).map((end) => (end.status === 'fulfilled' ? 'made' : end.reason.name));
  const made = ends.filter((end) => end === 'made').length;
  expect(new Set(ends)).toEqual(new Set(['made', 'OverBudget']));
  expect(await usedToday()).toMatchObject({ workspace: made * USED });
  expect(made * USED).toBeLessThanOrEqual(10 * ESTIMATE);
  await colleague.close();
});

test('a budget begins anew with the day', async () => {
  const { models, scope, clock } = await setUp({ channel: { budget: scarce } });
  await call(models, scope);
  clock.now += 11.9 * HOUR;
  await expect(call(models, scope)).rejects.toThrow(OverBudget);
  clock.now += 0.1 * HOUR;
  await call(models, scope);
});

const FAILURES: [string, Answering, number][] = [
  ['that was refused counts', () => Promise.reject(new ModelRefused('no', used)), USED],
  ['whose answers can’t be used counts', () => Promise.reject(new ModelUnusable('no', used)), USED],
  ['that reached nobody counts for nothing', () => Promise.reject(new ModelDown('unreachable', 'no')), 0],
  [
    'that broke off at its second try counts as its first',
    async (asked) => {
      await asked.beforeAgain?.(asked, used);
      throw new ModelDown('stalled', 'no');
    },
    USED,
  ],
  [
    'whose server counts nothing counts as estimated',
    async () => ({ inputTokens: 0, outputTokens: 0 }),
    2 + 4 + 4 + 4 + 7,
  ],
];

test.for(FAILURES)('a call %s, and nothing stays set aside', async ([, answering, counted]) => {
  const { models, scope, usedToday } = await setUp({
    ...{ standard: modelOf('standard', answering), channel: { budget: '5000' } },
  });
  await call(models, scope).catch(() => {});
  expect(await usedToday()).toEqual({ channel: counted, workspace: counted });
});

test('work of several calls is begun only where the budget covers all of it, and nothing stays set aside', async () => {
  const { models, scope, usedToday } = await setUp({ channel: { budget: '5000' } });
  const { model } = await models.for(scope);
  await model?.afford?.(5000);
  await expect(model?.afford?.(5001)).rejects.toThrow(OverBudget);
  expect(await usedToday()).toEqual({ channel: 0, workspace: 0 });
});

test('a second try is made only where the budget has room for it too', async () => {
  const standard = modelOf('standard', async (asked) => {
    await asked.beforeAgain?.({ ...asked, maxOutputTokens: 600 }, used);
    return used;
  });
  const { models, scope, usedToday } = await setUp({ standard, channel: { budget: String(2 * ESTIMATE + 299) } });
  await expect(call(models, scope)).rejects.toThrow(OverBudget);
  expect(await usedToday()).toMatchObject({ channel: USED });
});

test('what a call used is booked on its channel, its purpose and its model', async () => {
  const { models, scope } = await setUp({ others: [modelOf('small')], channel: { model: 'small' } });
  await call(models, scope);
  expect(await createUsage(database.db).ofChannels(scope.workspace, '2027-01-01', 10)).toEqual([
    { channel: scope.channel, model: 'small', calls: 1, ...used },
  ]);
});
