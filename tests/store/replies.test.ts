import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Reply } from '../../src/news/ports.ts';
import type { Database } from '../../src/store/database.ts';
import { createReplies } from '../../src/store/replies.ts';
import { createSealer } from '../../src/store/seal.ts';
import { testDatabase } from '../doubles/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const replies = () => createReplies(database.db, createSealer('a secret'));
const later = Date.now() + 60_000;
const reply: Reply = {
  id: 'one',
  scope: { workspace: 'chat:desk', channel: 'chat:room' },
  asker: 'chat:@ada',
  isPrivate: false,
  message: null,
  pass: { secret: 'token-123', until: later, uses: 2 },
};

test('a reply is found again as it was opened', async () => {
  await replies().open({ ...reply, id: 'again' });
  expect(await replies().find('again')).toEqual({ ...reply, id: 'again' });
  expect(await replies().find('never')).toBeNull();
});

test('a call that is delivered twice finds its own reply, with the message it has by then', async () => {
  await replies().open({ ...reply, id: 'twice' });
  await replies().setMessage('twice', '77');
  expect(await replies().open({ ...reply, id: 'twice' })).toMatchObject({ message: '77' });
  expect(await replies().findByMessage('chat:room', '77')).toMatchObject({ id: 'twice' });
  expect(await replies().findByMessage('chat:other', '77')).toBeNull();
});

test('a pass is used up, by whoever uses it', async () => {
  await replies().open({ ...reply, id: 'uses' });
  const taken = await Promise.all([1, 2, 3, 4].map(() => replies().takeUse('uses')));
  expect(taken.filter((one) => one)).toHaveLength(2);
});

test('the secret is not readable in the database', async () => {
  await replies().open({ ...reply, id: 'sealed' });
  const row = await database.db.selectFrom('replies').where('id', '=', 'sealed').selectAll().executeTakeFirstOrThrow();
  expect(row.secret?.toString('latin1')).not.toContain('token-123');
});

test('a pass that is over is forgotten, the reply stays for who asked', async () => {
  await replies().open({ ...reply, id: 'over', pass: { secret: 'x', until: Date.now() - 1000, uses: null } });
  await replies().purge(new Date(0));
  expect(await replies().find('over')).toMatchObject({ asker: 'chat:@ada', pass: null });
});

test('a pass that was sealed with another key is over, and the reply still found', async () => {
  await replies().open({ ...reply, id: 'other key' });
  const found = await createReplies(database.db, createSealer('changed since')).find('other key');
  expect(found).toEqual({ ...reply, id: 'other key', pass: null });
});
