import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { createDeliveries } from '../../src/store/deliveries.ts';
import { createPostedLinks } from '../../src/store/posted-links.ts';
import { testDatabase } from '../doubles/database.ts';

let database: Database;
const now = Date.UTC(2026, 4, 4, 12);
const bounds = { repeatedMs: 1000, perMs: 1000, tried: 100, told: 100 };
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** The id of a link that was posted in the channel. */
async function posted(name: string, { channel = 'chat:room', at = now } = {}): Promise<string> {
  const url = `https://news.example/${name}`;
  const link = { url, urlKey: url, author: 'chat:@ada', postTo: `${channel}/${name}` };
  const id = await createPostedLinks(database.db).take(
    { ...link, scope: { workspace: 'chat:desk', channel } },
    bounds,
    at,
  );
  if (id === null) throw new Error(`${name} was not taken`);
  return id;
}

async function article(): Promise<string> {
  const added = database.db.insertInto('articles').values({ owner_channel: null, identity: crypto.randomUUID() });
  return (await added.returning('id').executeTakeFirstOrThrow()).id;
}

test('of several links to one article one is told in a channel, whoever comes first and however often it tries', async () => {
  const links = createPostedLinks(database.db);
  const [same, ids] = [await article(), [await posted('short'), await posted('long')]];
  const kept = await Promise.all(ids.map((id) => links.keep(id, same, bounds)));
  expect(kept.toSorted()).toEqual([false, true]);
  expect(await Promise.all(ids.map((id) => links.keep(id, same, bounds)))).toEqual(kept);
  expect(await links.keep(await posted('there', { channel: 'chat:other' }), same, bounds)).toBe(true);
  expect(await links.keep(await posted('later', { at: now + 2000 }), same, bounds)).toBe(true);
});

test('what was posted about a link is found, and whose link it was, in its own channel alone', async () => {
  const links = createPostedLinks(database.db);
  const deliveries = createDeliveries(database.db);
  const id = await posted('told');
  expect(await links.findPost(id)).toBeNull();
  await deliveries.commit([{ key: `link ${id}`, target: 'chat:room/told', how: 'post', message: {} }]);
  expect(await links.findPost(id)).toBe('pending');
  await deliveries.markSent(`link ${id}`, 'chat:thread/9');
  expect(await links.findPost(id)).toBe('chat:thread/9');
  expect(await links.authorOf('chat:thread/9', 'chat:room')).toBe('chat:@ada');
  expect(await links.authorOf('chat:thread/9', 'chat:other')).toBeNull();
  expect(await links.authorOf('chat:thread/8', 'chat:room')).toBeNull();
});

test('old ones are forgotten', async () => {
  const links = createPostedLinks(database.db);
  const ids = [await posted('old', { at: now - 5000 }), await posted('young')];
  await links.purge(new Date(now - 1000));
  const left = await database.db.selectFrom('posted_links').where('id', 'in', ids).select('id').execute();
  expect(left).toEqual([{ id: ids[1] }]);
});
