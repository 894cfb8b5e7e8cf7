import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWeb } from '../../src/reading/fetch.ts';
import type { FetchLimits } from '../../src/reading/fetch-limits.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';

let site: WebDouble;
beforeAll(async () => {
  site = await startWeb();
});
afterAll(async () => {
  await site[Symbol.asyncDispose]();
});

function webFor(limits: Partial<FetchLimits> = {}) {
  return createWeb({ allowHosts: [site.host], userAgent: 'Copydesk test', limits });
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe('an ordinary page', () => {
  test('comes with its status, its headers and the bytes it holds', async () => {
    site.serve('/plain', { status: 203, headers: { 'X-Kind': 'plain', 'set-cookie': ['a=1', 'b=2'] }, body: 'hello' });
    const page = await webFor().get(`${site.origin}/plain#part`);
    expect(page).toMatchObject({ url: `${site.origin}/plain`, status: 203 });
    expect(page.headers).toMatchObject({ 'x-kind': 'plain', 'set-cookie': 'a=1, b=2' });
    expect(text(page.bytes)).toBe('hello');
  });

  test('is asked for under our own name and without cookies', async () => {
    site.serve('/ours', { headers: { 'set-cookie': 'a=1' } });
    await webFor().get(`${site.origin}/ours`);
    await webFor().get(`${site.origin}/ours`);
    const headers = site.requests.findLast(({ path }) => path === '/ours')?.headers;
    expect(headers).toMatchObject({ 'user-agent': 'Copydesk test', host: site.host });
    expect(headers).not.toHaveProperty('cookie');
  });

  test.each([
    ['gzip', gzipSync('packed text')],
    ['x-gzip', gzipSync('packed text')],
    ['br', brotliCompressSync('packed text')],
    ['deflate', deflateSync('packed text')],
    ['deflate', deflateRawSync('packed text')],
    ['deflate, gzip', gzipSync(deflateSync('packed text'))],
    ['identity', Buffer.from('packed text')],
  ])('packed as %s is unpacked', async (encoding, body) => {
    site.serve('/packed', { headers: { 'content-encoding': encoding }, body });
    expect(text((await webFor().get(`${site.origin}/packed`)).bytes)).toBe('packed text');
  });

  test('whose gzip ends too soon gives what it held', async () => {
    const body = gzipSync('a beginning', { level: 0 });
    site.serve('/cut', { headers: { 'content-encoding': 'gzip' }, body: body.subarray(0, -8) });
    expect(text((await webFor().get(`${site.origin}/cut`)).bytes)).toBe('a beginning');
  });

  test.each(['zstd', 'gzip, gzip, gzip'])('packed as %s is refused', async (encoding) => {
    site.serve('/odd', { headers: { 'content-encoding': encoding }, body: 'x' });
    await expect(webFor().get(`${site.origin}/odd`)).rejects.toMatchObject({ code: 'unsupportedType' });
  });
});

describe('a redirect', () => {
  test('is followed to a page, whose own address is told', async () => {
    site.serve('/from', { status: 302, headers: { location: '/to/caf\u00c3\u00a9' }, body: 'x'.repeat(500_000) });
    site.serve('/to/caf%C3%A9', { body: 'there' });
    const page = await webFor().get(`${site.origin}/from`);
    expect(page.url).toBe(`${site.origin}/to/caf%C3%A9`);
    expect(text(page.bytes)).toBe('there');
  });

  test.each([
    ['http://169.254.169.254/latest/meta-data/', 'privateAddress'],
    ['http://[::ffff:10.0.0.1]/', 'privateAddress'],
    ['http://localhost/', 'privateAddress'],
    ['http://user:secret@example.org/', 'credentialsInUrl'],
    ['http://example.org:6379/', 'badPort'],
    ['file:///etc/passwd', 'badUrl'],
  ])('to %s is refused as an address typed by hand is', async (location, code) => {
    site.serve('/trap', { status: 307, headers: { location } });
    await expect(webFor().get(`${site.origin}/trap`)).rejects.toMatchObject({ code });
  });

  test('to a name that leads to this network is refused', async () => {
    site.serve('/named', { status: 301, headers: { location: 'http://inside.example.org/' } });
    const resolve = async () => ['10.1.2.3'];
    const web = createWeb({ allowHosts: [site.host], userAgent: 'x', resolve });
    await expect(web.get(`${site.origin}/named`)).rejects.toMatchObject({ code: 'privateAddress' });
  });

  test('that goes round in circles ends after five', async () => {
    site.serve('/round', { status: 302, headers: { location: '/round' } });
    await expect(webFor().get(`${site.origin}/round`)).rejects.toMatchObject({ code: 'tooManyRedirects' });
    expect(site.countOf('/round')).toBe(6);
  });

  test('without an address is an answer as any other', async () => {
    site.serve('/nowhere', { status: 302, headers: {}, body: 'moved' });
    expect(await webFor().get(`${site.origin}/nowhere`)).toMatchObject({ status: 302 });
  });
});

describe('an address that may not be reached', () => {
  test('is refused before anybody is asked', async () => {
    const web = createWeb({ allowHosts: [], userAgent: 'x', resolve: () => Promise.reject(new Error('asked DNS')) });
    await expect(web.get('http://metadata.google.internal/')).rejects.toMatchObject({ code: 'privateAddress' });
    await expect(web.get(`${site.origin}/`)).rejects.toMatchObject({ code: 'badPort' });
    await expect(web.get('nonsense')).rejects.toMatchObject({ code: 'badUrl' });
  });

  test('is one whose name has a single private address among its answers', async () => {
    const web = createWeb({ allowHosts: [], userAgent: 'x', resolve: async () => ['93.184.216.34', '127.0.0.1'] });
    await expect(web.get('http://mixed.example.org/')).rejects.toMatchObject({ code: 'privateAddress' });
  });

  test('is not reached by a name that answers differently the second time', async () => {
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    let asked = 0;
    const resolve = async () => answers[asked++] ?? [];
    const name = `rebinding.example.org:${site.port}`;
    site.serve('/rebinding', { body: 'the address that was checked' });
    const web = createWeb({ allowHosts: [name], userAgent: 'x', resolve });
    const page = await web.get(`http://${name}/rebinding`);
    expect(text(page.bytes)).toBe('the address that was checked');
    expect(asked).toBe(1);
    expect(site.requests.at(-1)?.headers.host).toBe(name);
  });
});

test('TLS is asked for the name, not for the address that was dialled', async () => {
  const names: string[] = [];
  const server = createTlsServer({
    SNICallback: (name, callback) => {
      names.push(name);
      callback(new Error('no certificate here'));
    },
  });
  server.on('tlsClientError', () => {});
  const port = await listen(server);
  const name = `secure.example.org:${port}`;
  const web = createWeb({ allowHosts: [name], userAgent: 'x', resolve: async () => ['127.0.0.1'] });
  await expect(web.get(`https://${name}/`)).rejects.toMatchObject({ code: 'unreachable' });
  expect(names).toEqual(['secure.example.org']);
  server.close();
});

describe('bounds', () => {
  test('a length announced beyond the bound is refused before it is read', async () => {
    site.serve('/announced', (_request, response) => {
      response.writeHead(200, { 'content-length': '1000000000' });
      response.write('x');
    });
    await expect(webFor().get(`${site.origin}/announced`)).rejects.toMatchObject({ code: 'tooLarge' });
  });

  test('an endless body is cut off at the bound', async () => {
    site.serve('/endless', (_request, response) => {
      const more = () => {
        while (response.write(Buffer.alloc(65_536))) if (response.destroyed) return;
      };
      response.on('drain', more);
      more();
    });
    const web = webFor({ maxBytes: 2_000_000 });
    await expect(web.get(`${site.origin}/endless`)).rejects.toMatchObject({ code: 'tooLarge' });
  });

  test.each([
    ['gzip', gzipSync(Buffer.alloc(60_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(60_000_000), { params: { 1: 3 } })],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(60_000_000)))],
  ])('a %s bomb is refused', async (encoding, body) => {
    expect(body.length).toBeLessThan(100_000);
    site.serve('/bomb', { headers: { 'content-encoding': encoding }, body });
    await expect(webFor().get(`${site.origin}/bomb`)).rejects.toMatchObject({ code: 'tooLarge' });
  });

  test('what unpacks to far more than arrived is refused below the size bound too', async () => {
    site.serve('/thin', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(5_000_000)) });
    await expect(webFor().get(`${site.origin}/thin`)).rejects.toMatchObject({ code: 'tooLarge' });
  });

  test('headers that never come are waited for no longer than the bound', async () => {
    site.serve('/silent', () => {});
    const web = webFor({ headersMs: 50 });
    await expect(web.get(`${site.origin}/silent`)).rejects.toMatchObject({ code: 'tooSlow' });
  });

  test('a body that drips is ended by the bound on the whole', async () => {
    site.serve('/drip', (_request, response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const web = webFor({ wholeMs: 400 });
    await expect(web.get(`${site.origin}/drip`)).rejects.toMatchObject({ code: 'tooSlow' });
  });

  test('a name server that does not answer is ended by the bound on the whole', async () => {
    const web = createWeb({
      allowHosts: [],
      userAgent: 'x',
      resolve: () => new Promise(() => {}),
      limits: { wholeMs: 50 },
    });
    await expect(web.get('http://example.org/')).rejects.toMatchObject({ code: 'tooSlow' });
  });

  test('a flood of headers is refused, by their number and by their size', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`x-${i}`, 'y']));
    site.serve('/many', { headers: many });
    await expect(webFor().get(`${site.origin}/many`)).rejects.toMatchObject({ code: 'tooLarge' });
    site.serve('/long', { headers: { 'x-long': 'y'.repeat(100_000) } });
    await expect(webFor().get(`${site.origin}/long`)).rejects.toMatchObject({ code: 'tooLarge' });
  });

  test('who asked may end it, and is told his own reason', async () => {
    const controller = new AbortController();
    site.serve('/ended', () => controller.abort(new Error('not needed any more')));
    const getting = webFor().get(`${site.origin}/ended`, { signal: controller.signal });
    await expect(getting).rejects.toThrow('not needed any more');
  });
});

describe('a site that is not there', () => {
  test('is unreachable when nobody listens, the name is unknown or the line breaks', async () => {
    // Of all ports the first one is nobody's.
    const web = createWeb({ allowHosts: ['127.0.0.1:1'], userAgent: 'x' });
    await expect(web.get('http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'unreachable' });
    const unknown = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
    const lost = createWeb({ allowHosts: [], userAgent: 'x', resolve: unknown });
    await expect(lost.get('http://nowhere.example.org/')).rejects.toMatchObject({ code: 'unreachable' });
    const empty = createWeb({ allowHosts: [], userAgent: 'x', resolve: async () => [] });
    await expect(empty.get('http://nowhere.example.org/')).rejects.toMatchObject({ code: 'unreachable' });
    site.serve('/broken', (request) => request.socket.destroy());
    await expect(webFor().get(`${site.origin}/broken`)).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('speaks nonsense instead of HTTP', async () => {
    const server = createServer((socket) => socket.end('220 mail ready\r\n'));
    const port = await listen(server);
    const web = createWeb({ allowHosts: [`127.0.0.1:${port}`], userAgent: 'x' });
    await expect(web.get(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: 'unreachable' });
    server.close();
  });

  test('a fault of our own is not called one of the net', async () => {
    const web = createWeb({ allowHosts: [], userAgent: 'x', resolve: () => Promise.reject(new RangeError('a fault')) });
    await expect(web.get('http://example.org/')).rejects.toThrow(RangeError);
  });
});

describe('a proxy', () => {
  test('is asked for public names, which are checked as names; our own network is reached without it', async () => {
    const asked: string[] = [];
    const proxy = await startWeb();
    // The proxy double answers absolute addresses; "/" stands for all it is asked.
    proxy.serve('http://news.example.org/story', (request, response) => {
      asked.push(request.url ?? '');
      response.end('by proxy');
    });
    const web = createWeb({ allowHosts: [site.host], userAgent: 'x', proxy: proxy.origin });
    expect(text((await web.get('http://news.example.org/story')).bytes)).toBe('by proxy');
    expect(asked).toEqual(['http://news.example.org/story']);
    await expect(web.get('http://printer.local/')).rejects.toMatchObject({ code: 'privateAddress' });
    await expect(web.get('http://10.0.0.1/')).rejects.toMatchObject({ code: 'privateAddress' });
    site.serve('/direct', { body: 'direct' });
    expect(text((await web.get(`${site.origin}/direct`)).bytes)).toBe('direct');
    await proxy[Symbol.asyncDispose]();
  });

  test('tunnels what is encrypted', async () => {
    const lines: string[] = [];
    const server = createServer((socket) => {
      socket.once('data', (bytes) => {
        lines.push(bytes.toString().split('\r\n')[0] ?? '');
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      });
    });
    const port = await listen(server);
    const web = createWeb({ allowHosts: [], userAgent: 'x', proxy: `http://127.0.0.1:${port}` });
    await expect(web.get('https://news.example.org/')).rejects.toMatchObject({ code: 'unreachable' });
    expect(lines).toEqual(['CONNECT news.example.org:443 HTTP/1.1']);
    server.close();
  });
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
