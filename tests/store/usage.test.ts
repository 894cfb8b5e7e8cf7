import { expect, test } from 'vitest';
import { createUsage } from '../../src/store/usage.ts';
import { testDatabase } from '../doubles/database.ts';
import { harbour, harbourSide, mountain } from './scopes.ts';

const [EVE, DAY] = ['2026-01-01', '2026-01-02'];
const entry = { scope: harbour, purpose: 'summarize', model: 'some-model', inputTokens: 100, outputTokens: 10 };

test('usage is summed by day, channel, purpose and model, also when added at once', async () => {
  const database = await testDatabase();
  const usage = createUsage(database.db);
  await Promise.all(Array.from({ length: 8 }, () => usage.add({ ...entry, day: EVE })));
  await usage.add({ ...entry, day: EVE, scope: mountain });
  await usage.add({ ...entry, day: DAY });
  const rows = await database.db
    .selectFrom('usage')
    .select(['channel', 'calls', 'input_tokens'])
    .orderBy('day')
    .orderBy('channel')
    .execute();
  expect(rows).toEqual([
    { channel: 'discord:1/10', calls: 8, input_tokens: '800' },
    { channel: 'slack:2/20', calls: 1, input_tokens: '100' },
    { channel: 'discord:1/10', calls: 1, input_tokens: '100' },
  ]);
  await database.close();
});

test('a workspace’s usage is told by day and model, and by the channels that used most', async () => {
  const database = await testDatabase();
  const usage = createUsage(database.db);
  await usage.add({ ...entry, day: '2025-12-31' });
  await usage.add({ ...entry, day: EVE });
  await usage.add({ ...entry, day: DAY, scope: mountain });
  await usage.add({ ...entry, day: DAY });
  await usage.add({ ...entry, day: DAY, purpose: 'ask' });
  await usage.add({ ...entry, day: DAY, scope: harbourSide });
  await usage.add({ ...entry, day: DAY, scope: harbourSide, model: 'other', inputTokens: 500 });
  const sum = { model: 'some-model', calls: 1, inputTokens: 100, outputTokens: 10 };
  expect(await usage.ofWorkspace(harbour.workspace, EVE)).toEqual([
    { ...sum, day: DAY, model: 'other', inputTokens: 500 },
    { ...sum, day: DAY, calls: 3, inputTokens: 300, outputTokens: 30 },
    { ...sum, day: EVE },
  ]);
  expect(await usage.ofChannels(harbour.workspace, DAY, 10)).toEqual([
    { ...sum, channel: harbourSide.channel, model: 'other', inputTokens: 500 },
    { ...sum, channel: harbourSide.channel },
    { ...sum, channel: harbour.channel, calls: 2, inputTokens: 200, outputTokens: 20 },
  ]);
  expect(await usage.ofChannels(harbour.workspace, DAY, 1)).toHaveLength(2);
  await database.close();
});
