import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PATIENCE_MS } from '../doubles/patience.ts';
import { startWeb } from '../doubles/web.ts';
import { personAt } from './person.ts';
import { PAGE } from './story.ts';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const browserPath = BROWSERS.find((path) => existsSync(path));
if (!browserPath) console.warn('left out: the page in a browser (no chromium here)');

async function openRoom() {
  const web = await startWeb({ '/story': { body: PAGE } });
  const person = await personAt({ ALLOW_HOSTS: web.host });
  const page = await person.desk.openPage(0);
  return {
    ...{ web, address: page.address },
    async close() {
      await page.close();
      await person.leaves();
      await web[Symbol.asyncDispose]();
    },
  };
}

describe('the local chat’s server', () => {
  let room: Awaited<ReturnType<typeof openRoom>>;
  beforeAll(async () => {
    room = await openRoom();
  });
  afterAll(() => room.close());

  test('other sites can neither read it by a name of theirs nor type into it', async () => {
    const { port } = new URL(room.address);
    const { request } = await import('node:http');
    const statusOf = (headers: Record<string, string>, method = 'GET', path = '/') =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        asked.once('error', reject).end(method === 'POST' ? '{"line":"/help"}' : undefined);
      });
    expect(await statusOf({ host: 'evil.example' })).toBe(403);
    expect(await statusOf({ host: `127.0.0.1:${port}` }, 'POST', '/type')).toBe(403);
    expect(await statusOf({ host: `127.0.0.1:${port}`, 'x-copydesk': 'page' }, 'POST', '/type')).toBe(202);
    expect(await statusOf({ host: `127.0.0.1:${port}`, 'x-copydesk': 'page' }, 'POST', '/press')).toBe(400);
    expect(await statusOf({ host: `127.0.0.1:${port}` }, 'GET', '/../package.json')).toBe(404);
  });

  test('it loads nothing from elsewhere and runs no script but its own', async () => {
    const response = await fetch(room.address);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(await response.text()).not.toMatch(/(?:src|href)="https?:/);
  });
});

/** A page that is open at a room of its own; every error a script of it throws is a problem. */
async function openPage() {
  const room = await openRoom();
  const browser = await chromium.launch({
    executablePath: browserPath ?? '',
    timeout: PATIENCE_MS,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(room.address);
  await page.getByText('Connected').waitFor();
  const type = async (line: string) => {
    await page.getByLabel('Message', { exact: true }).fill(line);
    await page.keyboard.press('Enter');
  };
  return {
    ...{ room, page, problems, type },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await room.close();
    },
  };
}

describe.runIf(browserPath)('the page in a browser', () => {
  test('a typed command gets its reply, filled in; Evidence opens by keyboard', async () => {
    await using opened = await openPage();
    const { room, page, type, problems } = opened;
    await type(`/summarize ${room.web.origin}/story`);
    await page.getByRole('heading', { name: /Harbour ferry line halted/ }).waitFor();
    const log = page.getByRole('log');
    expect(await log.locator('.claims li').count()).toBeGreaterThan(5);
    await page.getByRole('button', { name: 'Evidence' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Evidence/ }).waitFor();
    expect(await log.locator('.sentences').count()).toBeGreaterThan(3);
    await page.getByLabel('Message', { exact: true }).fill('/summarize javascript:alert(1)');
    await page.getByRole('button', { name: 'Send' }).click();
    await log.getByText('is not a web address').waitFor();
    const file = { name: 'story.html', mimeType: 'text/html', buffer: Buffer.from(PAGE) };
    await page.getByLabel('File').setInputFiles(file);
    await page.getByText('/summarize (story.html)').waitFor();
    if (process.env.SHOT) await page.screenshot({ path: `${process.env.SHOT}-local.png`, fullPage: true });
    expect(problems).toEqual([]);
  });

  test('a message is shown as Discord and as Slack would, and its buttons work there', async () => {
    await using opened = await openPage();
    const { room, page, type, problems } = opened;
    await type(`/summarize ${room.web.origin}/story`);
    await page.getByRole('heading', { name: /Harbour ferry line halted/ }).waitFor();
    await page.getByLabel('Discord').check();
    const discord = page.locator('.dc-message').filter({ hasText: 'Harbour ferry line halted' });
    await discord.getByRole('button', { name: 'Sources' }).click();
    await page.locator('.dc-message').filter({ hasText: 'Written by Ilse Brandt' }).waitFor();
    if (process.env.SHOT) await page.screenshot({ path: `${process.env.SHOT}-as-discord.png`, fullPage: true });
    await page.getByLabel('Slack').check();
    const slack = page.locator('.sl-message').filter({ hasText: 'Harbour ferry line halted' }).first();
    await slack.getByRole('button', { name: 'Evidence' }).click();
    await page.locator('.sl-message').filter({ hasText: 'Evidence:' }).waitFor();
    if (process.env.SHOT) await page.screenshot({ path: `${process.env.SHOT}-as-slack.png`, fullPage: true });
    expect(problems).toEqual([]);
  });

  test('a command that lacks something asks for it in a form; a message can be removed', async () => {
    await using opened = await openPage();
    const { room, page, type, problems } = opened;
    await type('/summarize');
    const form = page.getByRole('dialog', { name: 'Summarize an article' });
    await form.getByLabel(/^Url/).fill(`${room.web.origin}/story`);
    await form.getByLabel(/^Length/).selectOption('short');
    if (process.env.SHOT) await page.screenshot({ path: `${process.env.SHOT}-form.png` });
    await form.getByRole('button', { name: 'Submit' }).click();
    const summary = page.getByRole('heading', { name: /Harbour ferry line halted/ });
    await summary.waitFor();
    await page.getByRole('button', { name: 'Remove' }).first().click();
    await summary.waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });
});
