import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDeliveries } from '../../src/store/deliveries.ts';
import { createSettings } from '../../src/store/settings.ts';
import { by, digestOf, MINUTE, mill, NOW, openSite, quay } from './rooms.ts';

let room: Awaited<ReturnType<typeof openSite>>;
beforeAll(async () => {
  room = await openSite();
});
afterAll(() => room[Symbol.asyncDispose]());

/** All that an answer gives away, but the time and the connection. */
async function whole(address: string, init: RequestInit = {}) {
  const response = await fetch(address, { ...init, redirect: 'manual' });
  const { date: _, connection: __, 'keep-alive': ___, ...headers } = Object.fromEntries(response.headers);
  return { status: response.status, headers, body: await response.text() };
}

describe('a link', () => {
  test('opens nothing any more once it was taken back or replaced, and tells as little as one that never was', async () => {
    await room.post(quay, { blocks: digestOf('Morning of the quay', 'The ferry stopped.') });
    const first = await room.link(quay);
    expect((await whole(first)).status).toBe(200);
    const second = await room.link(quay);
    const never = await whole(`${room.address}/archive/${'A'.repeat(48)}`);
    expect(never).toMatchObject({ status: 404, body: 'There is nothing here.\n' });
    expect(await whole(first)).toEqual(never);
    expect((await whole(second)).status).toBe(200);
    expect(await room.links.close({ scope: quay, by })).toBe(true);
    for (const path of ['', '/feed.atom', '?page=1']) expect(await whole(`${second}${path}`)).toEqual(never);
    expect(await whole(`${room.address}/`)).toEqual(never);
    expect(await room.links.close({ scope: quay, by })).toBe(false);
  });

  test('has a token of more than 128 random bits, of which the store holds no more than a hash', async () => {
    const token = (await room.link(quay)).split('/').at(-1) ?? '';
    expect(token).toMatch(/^[\w-]{48}$/);
    const row = await room.database.db.selectFrom('archive_links').selectAll().executeTakeFirstOrThrow();
    const stored = `${JSON.stringify(row)} ${row.secret_hash?.toString('latin1')} ${row.secret_hash?.toString('base64url')}`;
    expect(stored).not.toContain(token.slice(16));
    expect((await whole(`${room.address}/archive/${token.slice(0, 16)}${'A'.repeat(32)}`)).status).toBe(404);
  });

  test('is made once where one asks for one, and each change is in the trail', async () => {
    const links = room.links;
    await links.close({ scope: mill, by });
    const ask = () => links.open({ scope: mill, by, isNew: false, now: NOW });
    const tokens = await Promise.all([ask(), ask(), ask()]);
    expect(tokens.filter((one) => one !== null)).toHaveLength(1);
    await links.open({ scope: mill, by, isNew: true, now: NOW });
    await links.close({ scope: mill, by });
    const trail = await createSettings(room.database.db).changesOf(mill.workspace);
    expect(trail.map(({ what }) => what)).toEqual([
      'the archive’s link opens nothing any more',
      'the digests’ archive has a new link; one from before opens nothing',
      'the archive has a link',
    ]);
  });

  test('is no way to another channel: neither its page nor its feed nor one post', async () => {
    const key = await room.post(quay, { blocks: digestOf('Only for the quay', 'Kept.') });
    await room.post(mill, { blocks: digestOf('Only for the mill', 'Kept too.') });
    const link = await room.link(mill);
    for (const path of ['', '/feed.atom']) {
      const { body } = await whole(`${link}${path}`);
      expect(body).toContain('Only for the mill');
      expect(body).not.toContain('Only for the quay');
      expect(body).not.toMatch(/chat:/);
    }
    expect((await whole(`${link}/${key}`)).status).toBe(404);
    expect((await whole(`${await room.link(quay)}/${key}`)).body).toContain('Only for the quay');
  });
});

describe('what is shown', () => {
  test('the newest come first, by pages, each once', async () => {
    const scope = { workspace: 'chat:pages', channel: 'chat:pages/1' };
    for (let number = 1; number <= 45; number += 1)
      await room.post(scope, { blocks: digestOf(`Number ${number}.`), at: NOW + number * MINUTE });
    const link = await room.link(scope);
    const seen: number[] = [];
    let next: string | undefined = link;
    while (next) {
      const { body } = await whole(next);
      seen.push(...[...body.matchAll(/auto">Number (\d+)\./g)].map((match) => Number(match[1])));
      next = /rel="next" href="([^"]+)"/.exec(body)?.[1];
    }
    expect(seen).toEqual(Array.from({ length: 45 }, (_, place) => 45 - place));
    for (const query of ['?page=4', '?page=0', '?page=999', '?page=1e2', '?page=-1', '?other=1'])
      expect((await whole(`${link}${query}`)).status).toBe(404);
  });

  test('what could not be delivered is not, nor what was removed, even once its removal is forgotten', async () => {
    const scope = { workspace: 'chat:gone', channel: 'chat:gone/1' };
    const ref = 'chat:gone/1/77';
    await room.post(scope, { blocks: digestOf('Never arrived'), state: 'failed' });
    await room.post(scope, { blocks: digestOf('Removed later'), ref });
    const link = await room.link(scope);
    expect((await whole(link)).body).toContain('Removed later');
    const deliveries = createDeliveries(room.database.db);
    await deliveries.commit([{ key: `${ref} removed`, target: ref, how: 'remove', message: {} }]);
    const isShown = async () => /Removed later|Never arrived/.test((await whole(link)).body);
    expect(await isShown()).toBe(false);
    await room.database.db.updateTable('deliveries').set({ state: 'sent' }).execute();
    await deliveries.purge(new Date(Date.now() + MINUTE));
    expect(await isShown()).toBe(false);
    expect(await room.database.db.selectFrom('deliveries').selectAll().execute()).toEqual([]);
  });

  test('what its articles say differently since stands in the post, which has changed', async () => {
    const scope = { workspace: 'chat:edits', channel: 'chat:edits/1' };
    const facts = [{ kind: 'number' as const, value: '46', before: '40' }];
    const noted = [{ sentenceId: 1, sentence: 'There were 46 people on board.', facts }];
    await room.post(scope, {
      blocks: digestOf('Evening', 'There were 40 people.'),
      at: NOW,
      noted,
      notedAt: NOW + MINUTE,
    });
    const { body } = await whole(await room.link(scope));
    expect(body).toContain('now 46 (before: 40): “There were 46 people on board.”');
    expect(body).toContain('changed <time datetime="2027-04-01T08:01:00.000Z">');
  });
});

describe('the server', () => {
  test('sends nothing again that the reader has, until it changes', async () => {
    const scope = { workspace: 'chat:fresh', channel: 'chat:fresh/1' };
    await room.post(scope, { blocks: digestOf('First'), at: NOW + 1 });
    const link = await room.link(scope);
    for (const address of [link, `${link}/feed.atom`]) {
      const { headers } = await whole(address);
      const etag = headers.etag ?? '';
      const since = headers['last-modified'] ?? '';
      expect(since).toBe('Thu, 01 Apr 2027 08:00:00 GMT');
      expect(await whole(address, { headers: { 'if-none-match': `"other", W/${etag}` } })).toMatchObject({
        status: 304,
        body: '',
      });
      expect((await whole(address, { headers: { 'if-modified-since': since } })).status).toBe(304);
      expect(
        (await whole(address, { headers: { 'if-none-match': '"other"', 'if-modified-since': since } })).status,
      ).toBe(200);
    }
    const { headers } = await whole(link);
    await room.post(scope, { blocks: digestOf('Second'), at: NOW + MINUTE });
    expect((await whole(link, { headers: { 'if-none-match': headers.etag ?? '' } })).status).toBe(200);
    expect((await whole(link, { headers: { 'if-modified-since': headers['last-modified'] ?? '' } })).status).toBe(200);
  });

  test('can only be read, and a head is an answer without its body', async () => {
    const link = await room.link(quay);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect(await whole(link, { method })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
    const { headers } = await whole(link);
    expect(await whole(link, { method: 'HEAD' })).toEqual({ status: 200, headers, body: '' });
  });

  test('asks browsers and crawlers to keep the address to themselves, and to run and load nothing', async () => {
    const link = await room.link(quay);
    for (const address of [link, `${link}/feed.atom`, `${link}/nothing`]) {
      const { headers } = await whole(address);
      expect(headers).toMatchObject({
        ...{ 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' },
        'x-robots-tag': 'noindex, nofollow, noarchive',
      });
      expect(headers['content-security-policy']).toMatch(/^default-src 'none';/);
      expect(headers['cache-control']).toMatch(/no-cache|no-store/);
      expect(headers['content-security-policy']).not.toMatch(/unsafe|script/);
    }
  });

  test('addresses that are long, broken or lead elsewhere are not there', async () => {
    const link = await room.link(quay);
    const paths = ['/../..', '/feed.atom/', '/FEED.ATOM', `/${'a'.repeat(5000)}`, '/%00', '/feed.atom?page=2', '//'];
    for (const path of paths) expect((await whole(`${link}${path}`)).status).toBe(404);
  });
});
