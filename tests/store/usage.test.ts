import { expect, test } from 'vitest';
import { createUsage } from '../../src/store/usage.ts';
import { testDatabase } from '../doubles/database.ts';
import { harbour, mountain } from './scopes.ts';

test('usage is summed by day, channel, purpose and model, also when added at once', async () => {
  const database = await testDatabase();
  let now = Date.UTC(2026, 0, 1, 23, 59);
  const usage = createUsage(database.db, () => now);
  const entry = { scope: harbour, purpose: 'summarize', model: 'some-model', inputTokens: 100, outputTokens: 10 };
  await Promise.all(Array.from({ length: 8 }, () => usage.add(entry)));
  await usage.add({ ...entry, scope: mountain });
  now += 60_000;
  await usage.add(entry);
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
