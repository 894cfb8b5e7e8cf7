import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Block } from '../../src/chat/message.ts';
import { PATIENCE_MS } from '../doubles/patience.ts';
import { problemsOf, readXml, textOf } from './atom.ts';
import { by, digestOf, MINUTE, NOW, openSite } from './rooms.ts';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const browserPath = BROWSERS.find((path) => existsSync(path));
if (!browserPath) console.warn('left out: the archive in a browser (no chromium here)');

const EVIL = [
  '<script>document.title = "taken"</script>',
  '"><img src=x onerror="document.title=\'taken\'">',
  '</style></title></article><h1>Ours</h1>',
  '&lt;b&gt; &amp; &#60;i&#62; ]]> <![CDATA[ <!-- ',
  '\u202egnp.exe\u202c and \u2066hidden\u2069 \u0007\ufffe\ud800',
];
const HOSTILE: Block[] = [
  { kind: 'heading', text: `Digest ${EVIL.join(' ')}`, url: null },
  ...EVIL.flatMap((text): Block[] => [
    { kind: 'heading', text, url: 'javascript:alert(1)' },
    { kind: 'claims', items: [{ text, marks: [], quoted: true }] },
    { kind: 'text', text },
    { kind: 'note', text },
  ]),
  { kind: 'heading', text: 'Broken out', url: 'https://paper.example/"onmouseover="alert(1)' },
  { kind: 'heading', text: 'Somebody', url: 'https://user:secret@paper.example/' },
];

let room: Awaited<ReturnType<typeof openSite>>;
beforeAll(async () => {
  room = await openSite();
});
afterAll(() => room[Symbol.asyncDispose]());

test('hostile titles and statements stay text, in the page and in the feed', async () => {
  const scope = { workspace: 'chat:evil', channel: 'chat:evil/1' };
  await room.post(scope, { blocks: HOSTILE });
  const link = await room.link(scope);
  const page = await (await fetch(link)).text();
  const xml = await (await fetch(`${link}/feed.atom`)).text();
  const feed = readXml(xml);
  expect(problemsOf(feed)).toEqual([]);
  const [entry] = feed.children.filter(({ name }) => name === 'entry');
  if (!entry) throw new Error('the feed has no entry');
  expect(textOf(entry, 'title')).toContain('<script>document.title = "taken"</script>');
  for (const html of [page, textOf(entry, 'content')]) {
    const tags = (html.match(/<[^>]*>/g) ?? []).join('\n');
    expect(tags).not.toMatch(/<script|<img|<i>|<b>|<!--|javascript:|\son\w+=|secret@/);
    expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|\ufffe/);
    expect(html).not.toContain(String.fromCharCode(7));
    expect(html).toContain('https://paper.example/%22onmouseover=%22alert(1)');
  }
});

describe.runIf(browserPath)('the archive in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
    browser = await chromium.launch({ executablePath: browserPath ?? '', timeout: PATIENCE_MS, args });
  }, 60_000);
  afterAll(() => browser.close());

  test('is read from the newest on, page by page, and each post by itself', async () => {
    const scope = { workspace: 'chat:read', channel: 'chat:read/1' };
    for (let number = 1; number <= 25; number += 1)
      await room.post(scope, {
        blocks: digestOf(`Morning ${number}`, 'The ferry stopped.'),
        at: NOW + number * MINUTE,
      });
    const link = await room.link(scope);
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(link);
    expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual(['Digests']);
    expect(await page.getByRole('article').count()).toBe(20);
    await page
      .getByRole('article', { name: 'Morning 25', exact: true })
      .getByRole('heading', { level: 3, name: 'Story of Morning 25' })
      .waitFor();
    if (process.env.SHOT) await page.screenshot({ path: `${process.env.SHOT}-archive.png` });
    await page.getByRole('link', { name: 'Older' }).click();
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(
      [5, 4, 3, 2, 1].map((one) => `Morning ${one}`),
    );
    await page.getByRole('article', { name: 'Morning 3' }).getByRole('link', { name: 'UTC' }).click();
    expect(await page.getByRole('article').count()).toBe(1);
    await page.getByRole('link', { name: 'Digests' }).click();
    await page.getByRole('link', { name: 'Older' }).waitFor();
    await room.links.close({ scope, by });
    await page.reload();
    expect(await page.locator('body').textContent()).toContain('There is nothing here.');
    await page.close();
  });

  test('follows the reader’s light or dark, and its style is let in by the policy', async () => {
    const link = await room.link({ workspace: 'chat:look', channel: 'chat:look/1' });
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const complaints: string[] = [];
    page.on('console', (line) => complaints.push(line.text()));
    const paper = async (colorScheme: 'light' | 'dark') => {
      await page.emulateMedia({ colorScheme });
      return await page.evaluate('getComputedStyle(document.body).backgroundColor');
    };
    await page.goto(link);
    expect(await paper('light')).toBe('rgb(255, 255, 255)');
    expect(await paper('dark')).toBe('rgb(23, 24, 27)');
    expect(complaints.filter((line) => !line.includes('favicon'))).toEqual([]);
    await page.close();
  });

  test('runs nothing that a title holds and asks nothing of anybody; its feed is XML to the browser too', async () => {
    const scope = { workspace: 'chat:hostile', channel: 'chat:hostile/1' };
    await room.post(scope, { blocks: HOSTILE });
    const link = await room.link(scope);
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(link);
    expect(await page.title()).toBe('Digests');
    expect(await page.locator('script, img, iframe, [onerror]').count()).toBe(0);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.getByText('<script>document.title').count()).toBeGreaterThan(0);
    expect(asked.filter((address) => address !== link && !address.endsWith('/favicon.ico'))).toEqual([]);
    const xml = await (await fetch(`${link}/feed.atom`)).text();
    const root = `new DOMParser().parseFromString(${JSON.stringify(xml)}, 'application/xml').documentElement.nodeName`;
    expect(await page.evaluate(root)).toBe('feed');
    await page.close();
  });
});
