import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../../src/logger.ts';
import type { Scope } from '../../src/news/ports.ts';
import { createBudgets } from '../../src/store/budgets.ts';
import type { Database } from '../../src/store/database.ts';
import { connect } from '../../src/store/database.ts';
import { testDatabase } from '../doubles/database.ts';
import { harbour, harbourSide, mountain } from './scopes.ts';

const MINUTE = 60_000;
const cost = { purpose: 'summarize', model: 'some-model', inputTokens: 80, outputTokens: 20 };
let database: Database;
let now = Date.UTC(2027, 0, 1, 12);
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** A channel that has used nothing, and budgets on a day of its own. */
function fresh() {
  now += 24 * 60 * MINUTE;
  return createBudgets(database.db, () => now);
}

function bounded(scope: Scope, bounds: { channel?: number; workspace?: number }, budgets = fresh()) {
  return budgets.open(scope, { channel: bounds.channel ?? null, workspace: bounds.workspace ?? null });
}

test('a channel’s bound counts what it uses itself, a workspace’s what all its channels use', async () => {
  const budgets = fresh();
  const used = bounded(harbour, {}, budgets);
  expect(await used.reserve(1e9)).toBe(true);
  await used.settle(cost);
  expect(await budgets.usedToday(harbourSide)).toEqual({ channel: 0, workspace: 100 });
  const asked: [Scope, { channel?: number; workspace?: number }, boolean][] = [
    [harbour, { channel: 200 }, true],
    [harbour, { channel: 199 }, false],
    [harbourSide, { channel: 100 }, true],
    [harbourSide, { workspace: 199 }, false],
    [harbourSide, { channel: 100, workspace: 199 }, false],
    [mountain, { workspace: 100 }, true],
  ];
  for (const [scope, bounds, fits] of asked) {
    const call = bounded(scope, bounds, budgets);
    expect(await call.reserve(100), JSON.stringify([scope, bounds])).toBe(fits);
    await call.settle(null);
  }
});

test('what is set aside is gone for others until it is settled, and then only what was used is', async () => {
  const budgets = fresh();
  const first = bounded(harbour, { channel: 1000 }, budgets);
  expect(await first.reserve(600)).toBe(true);
  expect(await bounded(harbour, { channel: 1000 }, budgets).reserve(600)).toBe(false);
  expect(await first.reserve(401)).toBe(false);
  expect(await first.reserve(400)).toBe(true);
  expect(await budgets.usedToday(harbour)).toEqual({ channel: 1000, workspace: 1000 });
  await first.settle(cost);
  expect(await budgets.usedToday(harbour)).toEqual({ channel: 100, workspace: 100 });
  expect(await bounded(harbour, { channel: 1000 }, budgets).reserve(900)).toBe(true);
});

test('fifty calls at once, of two processes and two channels, stay within the bound', async () => {
  const other = await connect(database.connection, createLogger('fatal'));
  const [one, two] = [fresh(), createBudgets(other.db, () => now)];
  const calls = Array.from({ length: 50 }, (_, at) =>
    bounded(at % 4 < 2 ? harbour : harbourSide, { workspace: 1050 }, at % 2 ? one : two),
  );
  const made = await Promise.all(calls.map((call) => call.reserve(100)));
  expect(made.filter((isMade) => isMade)).toHaveLength(10);
  await Promise.all(calls.map((call, at) => call.settle(made[at] ? cost : null)));
  expect(await one.usedToday(harbour)).toMatchObject({ workspace: 1000 });
  await other.close();
});

test('what a process set aside before it died is free again after ten minutes', async () => {
  const budgets = fresh();
  expect(await bounded(harbour, { channel: 100 }, budgets).reserve(100)).toBe(true);
  now += 9 * MINUTE;
  expect(await bounded(harbour, { channel: 100 }, budgets).reserve(100)).toBe(false);
  now += MINUTE;
  expect(await bounded(harbour, { channel: 100 }, budgets).reserve(100)).toBe(true);
});

test('a budget begins anew at midnight UTC, and a call over it belongs to the day it began on', async () => {
  now = Date.UTC(2027, 5, 1, 23, 59);
  const budgets = createBudgets(database.db, () => now);
  const late = bounded(harbour, { channel: 100 }, budgets);
  expect(await late.reserve(100)).toBe(true);
  now += MINUTE;
  expect(await bounded(harbour, { channel: 100 }, budgets).reserve(100)).toBe(true);
  await late.settle(cost);
  const days = await database.db.selectFrom('usage').where('day', '>=', '2027-06-01').selectAll().execute();
  expect(days).toHaveLength(1);
  expect(await budgets.usedToday(harbour)).toEqual({ channel: 100, workspace: 100 });
});
