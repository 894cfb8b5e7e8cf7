import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Deliveries, Delivery } from '../../src/news/ports.ts';
import type { Database } from '../../src/store/database.ts';
import { createDeliveries, DELIVERY_CHANNEL } from '../../src/store/deliveries.ts';
import { listen } from '../../src/store/listen.ts';
import { testDatabase } from '../doubles/database.ts';

let database: Database;
let deliveries: Deliveries;
beforeEach(async () => {
  database = await testDatabase();
  deliveries = createDeliveries(database.db);
});
afterEach(() => database.close());

/** The clock of these tests: nothing here waits. */
const NOON = Date.UTC(2026, 0, 1, 12);
const LEASE_MS = 10_000;

function delivery(key: string, target = `local:desk/${key}`, text = key): Delivery {
  return { key, target, how: 'edit', message: { text } };
}

async function claimKeys(now = NOON, count = 10): Promise<string[]> {
  return (await deliveries.claim(now, LEASE_MS, count)).map(({ key }) => key);
}

test('what is committed is handed out once, in order, whole', async () => {
  await deliveries.commit([delivery('a'), delivery('b'), delivery('c')]);
  expect(await deliveries.claim(NOON, LEASE_MS, 2)).toEqual([
    { ...delivery('a'), attempts: 1 },
    { ...delivery('b'), attempts: 1 },
  ]);
  expect(await claimKeys()).toEqual(['c']);
  expect(await claimKeys()).toEqual([]);
});

test('what is still to be said in a message that was removed does not bring it back', async () => {
  await deliveries.commit([delivery('before', 'local:desk/1')]);
  await deliveries.commit([{ key: 'gone', target: 'local:desk/1', how: 'remove', message: {} }]);
  await deliveries.commit([delivery('after', 'local:desk/1'), delivery('elsewhere', 'local:desk/2')]);
  expect(await claimKeys()).toEqual(['before', 'elsewhere']);
  await deliveries.markSent('before', 'local:desk/1');
  expect(await claimKeys()).toEqual(['gone']);
  await deliveries.markSent('gone', 'local:desk/1');
  await deliveries.commit([delivery('later', 'local:desk/1')]);
  expect(await claimKeys()).toEqual([]);
});

test('a key that is there already stays as it is, also when it was sent', async () => {
  await deliveries.commit([delivery('a', 'local:desk/1', 'first')]);
  await deliveries.commit([delivery('a', 'local:desk/1', 'second')]);
  expect(await deliveries.claim(NOON, LEASE_MS, 10)).toMatchObject([{ message: { text: 'first' } }]);
  await deliveries.markSent('a', 'local:desk/1');
  await deliveries.commit([delivery('a', 'local:desk/1', 'third')]);
  expect(await claimKeys(NOON + 2 * LEASE_MS)).toEqual([]);
});

test('of several deliveries that are committed together all are stored or none', async () => {
  // The cast lets a row through that only the database refuses.
  const broken = { ...delivery('b'), how: 'shout' as 'edit' };
  await expect(deliveries.commit([delivery('a'), broken])).rejects.toThrow();
  expect(await claimKeys()).toEqual([]);
});

test('the second delivery of a target waits until the first is sent or has failed', async () => {
  await deliveries.commit([delivery('1', 'x'), delivery('2', 'x'), delivery('3', 'x'), delivery('other', 'y')]);
  expect(await claimKeys()).toEqual(['1', 'other']);
  expect(await claimKeys()).toEqual([]);
  await deliveries.markSent('1', 'x');
  expect(await claimKeys()).toEqual(['2']);
  await deliveries.markFailed('2', 'the channel is gone');
  expect(await claimKeys()).toEqual(['3']);
});

test('a delivery put off holds back those of its target that follow', async () => {
  await deliveries.commit([delivery('1', 'x'), delivery('2', 'x')]);
  await claimKeys();
  await deliveries.retryAt('1', NOON + 60_000, 'asked to wait');
  expect(await claimKeys(NOON + 59_999)).toEqual([]);
  expect(await deliveries.claim(NOON + 60_000, LEASE_MS, 10)).toMatchObject([{ key: '1', attempts: 2 }]);
});

test('a lease that ran out is handed out again, counted', async () => {
  await deliveries.commit([delivery('a')]);
  await claimKeys(NOON);
  expect(await claimKeys(NOON + LEASE_MS - 1)).toEqual([]);
  expect(await deliveries.claim(NOON + LEASE_MS + 1, LEASE_MS, 10)).toMatchObject([{ key: 'a', attempts: 2 }]);
});

test('ten that claim at once never get the same delivery, nor two of one target', async () => {
  await deliveries.commit(Array.from({ length: 60 }, (_, index) => delivery(`k${index}`, `target ${index % 30}`)));
  const claimed = (await Promise.all(Array.from({ length: 10 }, () => deliveries.claim(NOON, LEASE_MS, 5)))).flat();
  expect(new Set(claimed.map(({ key }) => key)).size).toBe(claimed.length);
  expect(new Set(claimed.map(({ target }) => target)).size).toBe(claimed.length);
});

test('a delivery that somebody is just taking is passed over, not waited for', async () => {
  await deliveries.commit([delivery('a'), delivery('b')]);
  await database.db.transaction().execute(async (transaction) => {
    await transaction.selectFrom('deliveries').where('key', '=', 'a').forUpdate().selectAll().execute();
    expect(await claimKeys()).toEqual(['b']);
  });
});

test('a commit wakes whoever listens', async () => {
  const { promise: woken, resolve: wake } = Promise.withResolvers<string>();
  const stop = await listen(database.connection, DELIVERY_CHANNEL, wake);
  await deliveries.commit([delivery('a')]);
  expect(await woken).toBe('');
  await stop();
});

test('a listener whose connection breaks listens again', async () => {
  const heard: string[] = [];
  const { promise: again, resolve } = Promise.withResolvers<void>();
  const stop = await listen(database.connection, 'test_channel', (payload) => {
    heard.push(payload);
    resolve();
  });
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'`,
  );
  const beat = setInterval(() => void database.pool.query(`notify test_channel, 'still here'`), 50);
  await again;
  clearInterval(beat);
  expect(heard[0]).toBe('still here');
  await stop();
});

test('what was sent long ago is forgotten, what still waits is not', async () => {
  const delivery = (key: string) => ({ key, target: `local:test/${key}`, how: 'edit' as const, message: {} });
  await deliveries.commit([delivery('sent'), delivery('waiting')]);
  await deliveries.markSent('sent', 'local:test/sent');
  await deliveries.purge(new Date(Date.now() + 60_000));
  const left = await database.db.selectFrom('deliveries').select('key').execute();
  expect(left).toEqual([{ key: 'waiting' }]);
});
