import { request } from 'node:http';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { type PageServer, servePage } from '../../src/platforms/local/server.ts';

let page: PageServer;
let logged = '';

afterEach(() => page.close());

/** A page whose store is broken. */
async function openPage(): Promise<void> {
  logged = '';
  const sink = new Writable({
    write(line, _, done) {
      logged += String(line);
      done();
    },
  });
  const broken = async () => {
    throw new Error('no store');
  };
  page = await servePage(0, {
    inbox: {
      type: broken,
      call: broken,
      formFor: () => null,
    },
    messages: { open: broken, edit: broken, post: broken, remove: broken, get: broken, recent: broken },
    uploads: { save: broken, find: broken, purge: broken },
    onChange: () => () => {},
    logger: pino(sink),
  });
}

async function status(method: string, path: string, headers: Record<string, string>, body = ''): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const { port } = new URL(page.address);
  const asking = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
    answer.resume();
    resolve(answer.statusCode ?? 0);
  });
  asking.on('error', reject).end(body);
  return await promise;
}

test('no path leads out of the page’s folder', async () => {
  await openPage();
  for (const path of ['/../server.ts', '/%2e%2e/server.ts', '/..%2fserver.ts', '//etc/passwd', '/page/'])
    expect(await status('GET', path, {})).toBe(404);
  expect(await status('GET', '/page.js', {})).toBe(200);
});

test('what fails is logged without what was typed', async () => {
  await openPage();
  expect(await status('POST', '/files?name=payroll.pdf&line=what%20do%20we%20owe', { 'x-copydesk': 'page' }, 'x')).toBe(
    500,
  );
  expect(logged).toContain('no store');
  expect(logged).not.toMatch(/payroll|owe/);
});
