import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Message, messageSchema, progress } from '../../src/chat/message.ts';
import { type Deliverer, startDeliverer } from '../../src/delivery/deliver.ts';
import { type ChatPlatform, MessageGone, NeedsAdmin } from '../../src/delivery/platform.ts';
import { RetryLater } from '../../src/errors.ts';
import type { Deliveries, Delivery } from '../../src/news/ports.ts';
import type { Database } from '../../src/store/database.ts';
import { createDeliveries } from '../../src/store/deliveries.ts';
import { testDatabase } from '../doubles/database.ts';

let database: Database;
let deliveries: Deliveries;
let deliverer: Deliverer | null = null;
/** What the clock is ahead of the real one: pauses and leases pass by moving it. */
let aheadMs: number;

beforeEach(async () => {
  database = await testDatabase();
  deliveries = createDeliveries(database.db);
  aheadMs = 0;
});
afterEach(async () => {
  await deliverer?.close();
  deliverer = null;
  await database.close();
});

test('an edit and a post arrive, each once, and are marked as sent', async () => {
  const chat = createChat();
  start(chat.platform);
  await commit({ key: 'a', target: 'chat:room/1', how: 'edit', message: say('edited') });
  await commit({ key: 'b', target: 'chat:room', how: 'post', message: say('posted') });
  expect(await settled(['a', 'b'])).toEqual([
    { key: 'a', state: 'sent', sent_ref: 'chat:room/1', error: null },
    { key: 'b', state: 'sent', sent_ref: 'chat:room/101', error: null },
  ]);
  expect(chat.said.toSorted()).toEqual(['chat:room posted', 'chat:room/1 edited']);
});

test('deliveries to one target arrive in their order, also when the first must be tried again', async () => {
  const chat = createChat();
  chat.failNext(new Error('hiccup'));
  await deliveries.commit(['1', '2', '3'].map((n) => ({ key: n, target: 'chat:room', how: 'post', message: say(n) })));
  start(chat.platform);
  await settled(['1', '2', '3']);
  expect(chat.said).toEqual(['chat:room 1', 'chat:room 2', 'chat:room 3']);
});

test('a target whose platform hangs does not hold up the others', async () => {
  const chat = createChat();
  const release = chat.hang('chat:slow');
  start(chat.platform);
  await commit({ key: 'slow', target: 'chat:slow', how: 'post', message: say('slow') });
  await chat.hanging;
  await commit({ key: 'quick', target: 'chat:room', how: 'post', message: say('quick') });
  await settled(['quick']);
  expect(chat.said).toEqual(['chat:room quick']);
  release();
  await settled(['slow']);
});

test('a post whose mark was lost in a crash is found by its key and not posted again', async () => {
  const chat = createChat();
  await crashAfterPost(chat);
  aheadMs = 120_000;
  start(chat.platform);
  expect(await settled(['a'])).toMatchObject([{ state: 'sent', sent_ref: 'chat:room/101' }]);
  expect(chat.said).toEqual(['chat:room hello']);
});

test('where the platform cannot tell whether a post arrived, it is posted and says that it may be a repetition', async () => {
  const chat = createChat({ find: async () => 'unknown' });
  await crashAfterPost(chat);
  aheadMs = 120_000;
  start(chat.platform);
  await settled(['a']);
  expect(chat.said).toHaveLength(2);
  expect(chat.said[1]).toMatch(/hello.*may be a repetition/);
});

test('a post that a limit turned away is put off as long as asked, and is no repetition', async () => {
  const chat = createChat({ find: async () => 'unknown' });
  chat.failNext(new RetryLater('slow down', 60_000));
  const before = Date.now();
  start(chat.platform);
  await commit({ key: 'a', target: 'chat:room', how: 'post', message: say('hello') });
  await rowsWhere(([row]) => row?.error === 'slow down');
  const { due_at: dueAt } = await database.db.selectFrom('deliveries').select('due_at').executeTakeFirstOrThrow();
  expect(dueAt.getTime() - before).toBeGreaterThanOrEqual(60_000);
  expect(chat.said).toEqual([]);
  aheadMs = 61_000;
  await settled(['a']);
  expect(chat.said).toEqual(['chat:room hello']);
});

test('a post that may have arrived is looked up, also when the look itself was turned away once', async () => {
  const chat = createChat();
  const { find } = chat.platform;
  const turnedAway = [new RetryLater('slow down', 60_000)];
  chat.platform.find = async (channel, key) => {
    const error = turnedAway.shift();
    if (error) throw error;
    return (await find?.(channel, key)) ?? null;
  };
  await crashAfterPost(chat);
  aheadMs = 120_000;
  start(chat.platform);
  await rowsWhere(([row]) => row?.error === 'slow down');
  aheadMs = 240_000;
  expect(await settled(['a'])).toMatchObject([{ state: 'sent', sent_ref: 'chat:room/101' }]);
  expect(chat.said).toEqual(['chat:room hello']);
});

test('a limit that is met again and again is never a reason to give up, nor costs it a try', async () => {
  const chat = createChat();
  chat.failAlways(new RetryLater('slow down', 1000));
  start(chat.platform);
  await commit({ key: 'a', target: 'chat:room/1', how: 'edit', message: say('patient') });
  await rowsWhere(
    () => chat.tries() > 60,
    () => {
      aheadMs += 2000;
    },
  );
  // After all that an ordinary failure is the first one.
  chat.failAlways(null);
  chat.failNext(new Error('hiccup'));
  const [row] = await settled(['a'], () => {
    aheadMs += 2000;
  });
  expect(row).toMatchObject({ state: 'sent' });
  expect(chat.said).toEqual(['chat:room/1 patient']);
});

test('a platform that fails for good is tried a bounded number of times, and the reason is kept', async () => {
  const chat = createChat();
  chat.failAlways(new Error('server on fire'));
  start(chat.platform);
  await commit({ key: 'a', target: 'chat:room', how: 'post', message: say('hello') });
  const [row] = await settled(['a'], () => {
    aheadMs += 11 * 60_000;
  });
  expect(row).toMatchObject({ state: 'failed', error: 'server on fire' });
  expect(chat.tries()).toBe(22);
});

test('the result of a reply that was deleted is posted to its channel', async () => {
  const chat = createChat();
  chat.failNext(new MessageGone('deleted', 'chat:room'));
  start(chat.platform);
  await commit({ key: 'a', target: 'chat:room/1', how: 'edit', message: say('late') });
  await settled(['a']);
  expect(chat.said).toEqual(['chat:room late']);
});

test('a delivery to a channel that is gone, or with no platform, is not lost silently', async () => {
  const chat = createChat();
  chat.failNext(new MessageGone('no such channel', null));
  start(chat.platform);
  await commit({ key: 'a', target: 'chat:room', how: 'post', message: say('x') });
  await commit({ key: 'b', target: 'pigeon:loft', how: 'post', message: say('y') });
  expect(await settled(['a'])).toMatchObject([{ state: 'failed', error: 'no such channel' }]);
  await rowsWhere((rows) => rows.some(({ error }) => error === 'no platform for pigeon:loft'));
});

test('a result whose channel is gone too goes to whom the platform names, never to another channel', async () => {
  const chat = createChat();
  chat.failNext(new MessageGone('reply over', 'chat:room'));
  chat.failNext(new MessageGone('channel deleted', 'chat:@ada'));
  start(chat.platform);
  await commit({ key: 'a', target: 'chat:room/1', how: 'edit', message: say('late') });
  await settled(['a']);
  expect(chat.said).toEqual(['chat:@ada late']);
});

test('what is to be amended is edited where it stands, and what is gone is not brought back', async () => {
  const chat = createChat();
  start(chat.platform);
  await commit({ key: 'a', target: 'chat:room/1', how: 'amend', message: say('better') });
  await settled(['a']);
  chat.failNext(new MessageGone('deleted', 'chat:room'));
  await commit({ key: 'b', target: 'chat:room/1', how: 'amend', message: say('best') });
  expect(await settled(['b'])).toMatchObject([{ state: 'sent' }]);
  expect(chat.said).toEqual(['chat:room/1 better']);
});

test('a private reply that is over with no other place is given up, not posted to its channel', async () => {
  const chat = createChat();
  chat.failNext(new MessageGone('token over', null));
  start(chat.platform);
  await commit({ key: 'a', target: 'chat:room/1', how: 'edit', message: say('secret') });
  expect(await settled(['a'])).toMatchObject([{ state: 'failed', error: 'token over' }]);
  expect(chat.said).toEqual([]);
});

test('what only the admin can mend waits for it, and is never given up', async () => {
  const chat = createChat();
  chat.failAlways(new NeedsAdmin('the token was revoked: set DISCORD_TOKEN'));
  start(chat.platform);
  await commit({ key: 'a', target: 'chat:room', how: 'post', message: say('patient') });
  await rowsWhere(
    (rows) => chat.tries() > 40 && rows.some(({ error }) => error?.startsWith('the token was revoked')),
    () => {
      aheadMs += 6 * 60_000;
    },
  );
  chat.failAlways(null);
  await settled(['a'], () => {
    aheadMs += 6 * 60_000;
  });
  expect(chat.said).toEqual(['chat:room patient']);
});

test('a post pings where it was meant for and when it is new; a repetition and what is posted instead ping nobody', async () => {
  const chat = createChat({ find: async () => 'unknown' });
  const message = { ...say('news'), ping: '&7' };
  await crashAfterPost(chat, message);
  aheadMs = 120_000;
  start(chat.platform);
  await settled(['a']);
  chat.failNext(new MessageGone('deleted', 'chat:room'));
  await commit({ key: 'b', target: 'chat:room/1', how: 'edit', message });
  await settled(['b']);
  chat.failNext(new MessageGone('channel deleted', 'chat:@ada'));
  await commit({ key: 'c', target: 'chat:room', how: 'post', message });
  await settled(['c']);
  expect(chat.said).toEqual([
    'chat:room &7 news',
    expect.stringMatching(/^chat:room news This may be a repetition/),
    'chat:room news',
    'chat:@ada news',
  ]);
});

test('a removal removes', async () => {
  const chat = createChat();
  start(chat.platform);
  await commit({ key: 'a', target: 'chat:room/1', how: 'remove', message: {} });
  await settled(['a']);
  expect(chat.said).toEqual(['chat:room/1 removed']);
});

test('a status never comes after the final message of the same reply', async () => {
  const chat = createChat();
  const release = chat.hang('chat:room/1');
  const { showProgress } = start(chat.platform);
  showProgress('chat:room/1', progress('reading'));
  await chat.hanging;
  showProgress('chat:room/1', progress('writing'));
  showProgress('chat:room/1', progress('checking'));
  await commit({ key: 'a', target: 'chat:room/1', how: 'edit', message: say('final') });
  await rowsWhere(([row]) => row?.attempts === 1);
  release();
  await settled(['a']);
  expect(chat.said).toEqual(['chat:room/1 reading', 'chat:room/1 final']);
});

test('a status that hangs ends before the result is committed, which another process may hand over', async () => {
  const chat = createChat();
  const release = chat.hang('chat:room/1');
  const ours = start(chat.platform);
  ours.showProgress('chat:room/1', progress('Writing…'));
  await chat.hanging;
  const committing = ours
    .settle(['chat:room/1', 'chat:room/2'])
    .then(() => commit({ key: 'a', target: 'chat:room/1', how: 'edit', message: say('done') }));
  expect(await rows()).toEqual([]);
  release();
  await committing;
  await settled(['a']);
  expect(chat.said).toEqual(['chat:room/1 Writing…', 'chat:room/1 done']);
});

test('closing waits for what is under way, but not longer than its bound', async () => {
  const chat = createChat();
  chat.hang('chat:room');
  const stopping = start(chat.platform, { closeMs: 50 });
  await commit({ key: 'a', target: 'chat:room', how: 'post', message: say('never') });
  await chat.hanging;
  await stopping.close();
  expect(await rows()).toMatchObject([{ state: 'pending' }]);
});

function start(platform: ChatPlatform, more: { deliveries?: Deliveries; closeMs?: number } = {}): Deliverer {
  const clock = () => Date.now() + aheadMs;
  const logger = pino({ level: 'silent' });
  deliverer = startDeliverer({ deliveries, platforms: [platform], clock, logger, ...more });
  return deliverer;
}

async function commit(delivery: Delivery): Promise<void> {
  await deliveries.commit([delivery]);
  deliverer?.wake();
}

/** Posts, and dies before it can write that down. */
async function crashAfterPost(chat: ReturnType<typeof createChat>, message = say('hello')): Promise<void> {
  const posted = Promise.withResolvers<void>();
  const markSent = async () => {
    posted.resolve();
    throw new Error('killed');
  };
  const dying = start(chat.platform, { deliveries: { ...deliveries, markSent } });
  await commit({ key: 'a', target: 'chat:room', how: 'post', message });
  await posted.promise;
  await dying.close();
}

function rows() {
  return database.db
    .selectFrom('deliveries')
    .orderBy('key')
    .select(['key', 'state', 'sent_ref', 'error', 'attempts'])
    .execute();
}

/** The rows once they are as wanted; `meanwhile` moves the clock, and each look wakes the deliverer. */
async function rowsWhere(isReached: (all: Awaited<ReturnType<typeof rows>>) => boolean, meanwhile = () => {}) {
  for (;;) {
    const all = await rows();
    if (isReached(all)) return all;
    meanwhile();
    deliverer?.wake();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function settled(keys: string[], meanwhile?: () => void) {
  const isSettled = (row: { key: string; state: string }) => keys.includes(row.key) && row.state !== 'pending';
  const all = await rowsWhere((found) => found.filter(isSettled).length === keys.length, meanwhile);
  return all.filter(isSettled).map(({ attempts: _, ...row }) => row);
}

function say(text: string): Message {
  return { state: 'final', blocks: [{ kind: 'text', text }], buttons: [] };
}

/** A chat in memory that can be told to fail and to hang; it finds posts by key unless told otherwise. */
function createChat(more: Partial<ChatPlatform> = {}) {
  const said: string[] = [];
  const byKey = new Map<string, string>();
  const failures: Error[] = [];
  let always: Error | null = null;
  let tries = 0;
  const hangs = new Map<string, Promise<void>>();
  const { promise: hanging, resolve: meet } = Promise.withResolvers<void>();

  async function receive(ref: string, message: Message): Promise<void> {
    tries += 1;
    const failure = failures.shift() ?? always;
    if (failure) throw failure;
    if (hangs.has(ref)) meet();
    await hangs.get(ref);
    const { blocks, ping } = messageSchema.parse(message);
    const words = blocks.map((block) => ('text' in block ? block.text : ''));
    said.push(`${ref} ${[...(ping ? [ping] : []), ...words].join(' ')}`);
  }

  const platform: ChatPlatform = {
    name: 'chat',
    edit: receive,
    async post(channel, message, key) {
      await receive(channel, message);
      const ref = `${channel}/${101 + byKey.size}`;
      byKey.set(key, ref);
      return ref;
    },
    remove: async (ref) => void said.push(`${ref} removed`),
    find: async (_channel, key) => byKey.get(key) ?? null,
    ...more,
  };
  return {
    platform,
    said,
    hanging,
    tries: () => tries,
    failNext: (error: Error) => void failures.push(error),
    failAlways: (error: Error | null) => {
      always = error;
    },
    /** Answers how to let go again. */
    hang(ref: string): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      hangs.set(ref, promise);
      return () => {
        hangs.delete(ref);
        resolve();
      };
    },
  };
}
