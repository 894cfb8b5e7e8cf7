import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure, type Message, messageSchema, progress } from '../../src/chat/message.ts';
import type { Database } from '../../src/store/database.ts';
import { listen } from '../../src/store/listen.ts';
import { createLocalMessages, LOCAL_MESSAGE_CHANNEL, type LocalMessages } from '../../src/store/local-messages.ts';
import { testDatabase } from '../doubles/database.ts';

let database: Database;
let messages: LocalMessages<Message>;
beforeAll(async () => {
  database = await testDatabase();
  messages = createLocalMessages(database.db, (stored) => messageSchema.parse(stored));
});
afterAll(() => database.close());

function final(text: string): Message {
  return { state: 'final', blocks: [{ kind: 'text', text }], buttons: [] };
}

async function messageOf(id: string): Promise<Message | undefined> {
  return (await messages.get(id))?.message;
}

test('a reply is opened with what was typed, and edited with growing revisions', async () => {
  const id = await messages.open('page', '/help', progress('Got it…'));
  const opened = await messages.get(id);
  expect(opened).toMatchObject({ id, channel: 'page', line: '/help', message: progress('Got it…') });
  await messages.edit(id, progress('Reading…'));
  const edited = await messages.get(id);
  expect(edited?.message).toEqual(progress('Reading…'));
  expect(edited?.revision).toBeGreaterThan(opened?.revision ?? Number.POSITIVE_INFINITY);
});

test.for([final('Done.'), failure('It failed.', null)])('a late progress message does not hide %o', async (message) => {
  const id = await messages.open('page', '/help', progress('Got it…'));
  await messages.edit(id, message);
  await messages.edit(id, progress('Writing…'));
  expect(await messageOf(id)).toEqual(message);
});

test('a final message is replaced by a later one', async () => {
  const id = await messages.open('page', '/help', progress('Got it…'));
  await messages.edit(id, final('For now.'));
  await messages.edit(id, final('At last.'));
  expect(await messageOf(id)).toEqual(final('At last.'));
});

test('a message posted twice with one key is one message', async () => {
  const ids = await Promise.all(Array.from({ length: 5 }, () => messages.post('posts', final('News.'), 'digest 1')));
  expect(new Set(ids).size).toBe(1);
  expect(await messages.post('posts', final('More.'), 'digest 2')).not.toBe(ids[0]);
  expect(await messages.recent('posts', 10)).toHaveLength(2);
});

test('the newest messages of a channel come oldest first', async () => {
  for (const word of ['one', 'two', 'three']) await messages.open('order', word, final(word));
  await messages.open('elsewhere', 'four', final('four'));
  expect((await messages.recent('order', 2)).map(({ line }) => line)).toEqual(['two', 'three']);
});

test('every change is told with the message’s id', async () => {
  const heard: string[] = [];
  const { promise: both, resolve } = Promise.withResolvers<void>();
  const stop = await listen(database.connection, LOCAL_MESSAGE_CHANNEL, (id) => {
    if (heard.push(id) === 3) resolve();
  });
  const opened = await messages.open('told', '/help', progress('…'));
  await messages.edit(opened, final('Done.'));
  const posted = await messages.post('told', final('News.'), 'told 1');
  await both;
  expect(heard).toEqual([opened, opened, posted]);
  await stop();
});

test('there is no message with an id that is none', async () => {
  expect(await messages.get('7777777')).toBeNull();
  expect(await messages.get('x')).toBeNull();
});
