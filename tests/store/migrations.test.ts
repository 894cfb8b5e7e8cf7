import { expect, test } from 'vitest';
import { migrate } from '../../src/store/migrate.ts';
import { testDatabase } from '../doubles/database.ts';

test('migrating an up-to-date database changes nothing, also from two sides at once', async () => {
  const database = await testDatabase();
  await Promise.all([migrate(database), migrate(database)]);
  expect(await database.db.selectFrom('articles').selectAll().execute()).toEqual([]);
  await database.close();
});
