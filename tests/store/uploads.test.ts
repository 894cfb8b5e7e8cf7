import { expect, test } from 'vitest';
import { createUploads } from '../../src/store/uploads.ts';
import { testDatabase } from '../doubles/database.ts';

test('an upload is found by its channel only, until it is purged', async () => {
  const database = await testDatabase();
  const uploads = createUploads(database.db);
  const upload = { channel: 'local:page', name: 'a.pdf', type: 'application/pdf', bytes: Buffer.from([0, 1, 255]) };
  const id = await uploads.save(upload);
  expect(await uploads.find(id, 'local:page')).toEqual(upload);
  expect(await uploads.find(id, 'local:other')).toBeNull();
  expect(await uploads.find('no-such-id', 'local:page')).toBeNull();
  await uploads.purge(new Date(Date.now() - 3_600_000));
  expect(await uploads.find(id, 'local:page')).not.toBeNull();
  await uploads.purge(new Date(Date.now() + 3_600_000));
  expect(await uploads.find(id, 'local:page')).toBeNull();
  await database.close();
});

test('20 MB are taken, a byte more is refused in words', async () => {
  const database = await testDatabase();
  const uploads = createUploads(database.db);
  const file = (bytes: Buffer) => ({ channel: 'local:page', name: 'large.pdf', type: null, bytes });
  const id = await uploads.save(file(Buffer.alloc(20_000_000, 7)));
  expect((await uploads.find(id, 'local:page'))?.bytes.length).toBe(20_000_000);
  await expect(uploads.save(file(Buffer.alloc(20_000_001)))).rejects.toMatchObject({ code: 'tooLarge' });
  await database.close();
});
