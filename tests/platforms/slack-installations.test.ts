import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { createInstallations, type Installation } from '../../src/store/installations.ts';
import { createSealer } from '../../src/store/seal.ts';
import { testDatabase } from '../doubles/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const installation = (team: string): Installation => ({
  team,
  botToken: `xoxb-${team}`,
  botUserId: 'U1',
  botId: 'B1',
  installer: 'U2',
  scopes: ['chat:write'],
});

test('an installation is kept, renewed, listed and forgotten', async () => {
  const installations = createInstallations(database.db, createSealer('key'));
  await installations.save(installation('T1'));
  await installations.save(installation('T2'));
  await installations.save({ ...installation('T1'), botToken: 'xoxb-renewed' });
  expect(await installations.find('T1')).toEqual({ ...installation('T1'), botToken: 'xoxb-renewed' });
  expect((await installations.all()).map(({ team }) => team)).toEqual(['T1', 'T2']);
  await installations.remove('T1');
  await installations.remove('T1');
  expect(await installations.find('T1')).toBeNull();
});

test('a token never stands in the database as it is, and another key does not open it', async () => {
  await createInstallations(database.db, createSealer('key')).save(installation('T9'));
  const { sealed } = await database.db
    .selectFrom('slack_installations')
    .where('team', '=', 'T9')
    .select('sealed')
    .executeTakeFirstOrThrow();
  expect(sealed.toString('latin1')).not.toContain('xoxb');
  await expect(createInstallations(database.db, createSealer('other')).find('T9')).rejects.toThrow();
});
