import { pino } from 'pino';
import { expect, test } from 'vitest';
import { connect } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { bareDatabase, testDatabase } from '../doubles/database.ts';

test('several that start at once on an empty database make its tables once', async () => {
  const database = await bareDatabase();
  const others = await Promise.all([1, 2, 3].map(() => connect(database.connection, pino({ level: 'silent' }))));
  await Promise.all([database, ...others].map(migrate));
  expect(await database.db.selectFrom('articles').selectAll().execute()).toEqual([]);
  await Promise.all(others.map((other) => other.close()));
  await database.close();
});

test('migrating an up-to-date database changes nothing', async () => {
  const database = await testDatabase();
  await database.db.insertInto('workspaces').values({ ref: 'local:desk' }).execute();
  await migrate(database);
  expect(await database.db.selectFrom('workspaces').select('ref').execute()).toEqual([{ ref: 'local:desk' }]);
  await database.close();
});
