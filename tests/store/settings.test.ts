import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/news/settings.ts';
import type { Database } from '../../src/store/database.ts';
import { createSettings } from '../../src/store/settings.ts';
import { createWorkspaces } from '../../src/store/workspaces.ts';
import { testDatabase } from '../doubles/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const scope = { workspace: 'chat:desk', channel: 'chat:room' };
const by = 'chat:@ada';

test('a channel’s own setting wins over its workspace’s, and that over the default', async () => {
  const settings = createSettings(database.db);
  expect(await settings.read(scope)).toEqual(DEFAULT_SETTINGS);
  await settings.set({ workspace: 'chat:desk', place: 'chat:desk', name: 'language', value: 'de', by });
  await settings.set({ workspace: 'chat:desk', place: 'chat:room', name: 'language', value: 'fr', by });
  expect(await settings.read(scope)).toMatchObject({ language: 'fr', length: 'medium' });
  expect(await settings.read({ ...scope, channel: 'chat:other' })).toMatchObject({ language: 'de' });
  await settings.set({ workspace: 'chat:desk', place: 'chat:room', name: 'language', value: null, by });
  expect(await settings.read(scope)).toMatchObject({ language: null });
  expect(await settings.read({ workspace: 'chat:elsewhere', channel: 'chat:x' })).toMatchObject({ language: null });
});

test('every change is kept with who made it, the newest first, in its own workspace', async () => {
  const settings = createSettings(database.db);
  await settings.setModerator({ workspace: 'chat:two', who: '&77', isOne: true, by });
  await settings.setModerator({ workspace: 'chat:two', who: '&77', isOne: false, by: 'chat:@bob' });
  const changes = await settings.changesOf('chat:two');
  expect(changes.map(({ who, what }) => `${who}: ${what}`)).toEqual([
    'chat:@bob: &77 moderates no more',
    'chat:@ada: &77 moderates now',
  ]);
  expect(await settings.changesOf('chat:three')).toEqual([]);
});

test('who was named moderates once, until taken out', async () => {
  const settings = createSettings(database.db);
  for (const who of ['&1', '@2', '&1']) await settings.setModerator({ workspace: 'chat:four', who, isOne: true, by });
  expect(await settings.moderatorsOf('chat:four')).toEqual(['@2', '&1']);
  await settings.setModerator({ workspace: 'chat:four', who: '@2', isOne: false, by });
  expect(await settings.moderatorsOf('chat:four')).toEqual(['&1']);
  expect(await settings.read({ workspace: 'chat:four', channel: 'chat:c' })).not.toHaveProperty('moderators');
});

test('a workspace is welcomed once, however many ask at the same moment', async () => {
  const claims = await Promise.all([1, 2, 3].map(() => createWorkspaces(database.db).claimWelcome('chat:new')));
  expect(claims.filter((one) => one)).toHaveLength(1);
});
