import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { PATIENCE_MS } from '../doubles/patience.ts';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Null where this machine has none: the test is then left out, with words. */
export const browserPath = BROWSERS.find((path) => existsSync(path)) ?? null;
if (!browserPath) console.warn('left out: pages in a browser (no chromium here)');

export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: browserPath ?? '',
    timeout: PATIENCE_MS,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** A bare page that may load the looks, under the rules that the real pages have; what goes wrong there is collected. */
export async function openLooksPage(
  browser: Browser,
): Promise<{ page: Page; problems: string[]; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const name = /^\/([a-z-]+\.(?:js|css))$/.exec(request.url ?? '')?.[1];
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:",
    );
    response.setHeader('content-type', name?.endsWith('.js') ? 'text/javascript' : name ? 'text/css' : 'text/html');
    if (name === 'draw.js') return response.end(DRAW);
    response.end(name ? await readFile(new URL(`../../src/platforms/local/page/${name}`, import.meta.url)) : EMPTY);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
  // A server that listens on an address and a port has both.
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction('globalThis.draw');
  return {
    ...{ page, problems },
    async close() {
      await page.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const EMPTY = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Looks</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/looks.css"><body></body><script type="module" src="/draw.js"></script></html>`;

/** Draws one payload alone on the page; what is pressed there is kept. */
const DRAW = `
import * as discord from '/discord-look.js';
import * as slack from '/slack-look.js';
globalThis.draw = (look, payload) => {
  globalThis.acted = [];
  const onAction = (action) => acted.push(action);
  const suggest = async () => [{ label: 'River News', value: 'source-7' }];
  document.body.replaceChildren({ ...discord, ...slack }[look](payload, { onAction, suggest }));
};`;
