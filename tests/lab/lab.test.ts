import { request } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PATIENCE_MS, SLOW_ANSWER_MS } from '../doubles/patience.ts';
import { browserPath, openBrowser } from './browser.ts';
import { type Lab, startLab } from './start.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ port: 0, answerMs: SLOW_ANSWER_MS, settings: { LOG_LEVEL: 'fatal', MODEL: '' } });
});
afterAll(async () => {
  const violations = lab.violations();
  await lab.close();
  expect(violations).toEqual([]);
});

describe('the lab’s control interface', () => {
  test('neither another name for this machine nor another site’s page gets in', async () => {
    const { port } = new URL(lab.address);
    const statusOf = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request({ host: '127.0.0.1', port, path: '/control', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        asked.once('error', reject).end();
      });
    expect(await statusOf({ host: 'evil.example' })).toBe(403);
    expect(await statusOf({ host: `127.0.0.1:${port}`, origin: 'http://evil.example' })).toBe(403);
    expect(await statusOf({ host: `127.0.0.1:${port}` })).toBe(200);
  });

  test('it says what there is, and how it is used', async () => {
    const facts = await get('/control');
    expect(facts).toMatchObject({
      article: lab.article,
      discord: { token: expect.any(String), guildId: expect.any(String), channelId: expect.any(String) },
      slack: { botToken: expect.any(String), teamId: expect.any(String), channelId: expect.any(String) },
    });
    expect(Object.keys(facts.how)).toContain('POST /control/slack/send');
  });

  test('a Discord interaction of a guild that the lab does not know is answered in time', async () => {
    const answer = await send('discord', foreignInteraction({ type: 2, data: { id: '7', name: 'help', type: 1 } }));
    expect(answer).toMatchObject({ ok: true, answered: { type: expect.any(Number) } });
    const journal = await get('/control/discord/journal');
    const callback = journal.find(({ path }: { path: string }) => path.includes('/interactions/900000000000000020/'));
    expect(callback).toMatchObject({ method: 'POST', violations: [], body: expect.anything() });
  });

  test('a guild that the bot comes into is welcomed in its first channel', async () => {
    const channels = [
      { id: '900000000000000032', type: 0, name: 'front-door', permission_overwrites: [], position: 0 },
    ];
    const roles = [{ id: '900000000000000031', name: '@everyone', permissions: '2248473465835073', position: 0 }];
    const lists = { channels, roles, emojis: [], stickers: [], threads: [], members: [], features: [] };
    const guild = { id: '900000000000000031', name: 'Newcomers', owner_id: '900000000000000033', member_count: 2 };
    expect(await send('discord', { t: 'GUILD_CREATE', d: { ...guild, ...lists } })).toMatchObject({ ok: true });
    const posts = async () => JSON.stringify(await get('/control/discord/journal'));
    await expect.poll(posts).toContain('/channels/900000000000000032/messages');
  });

  test('a Slack command of a workspace that the lab does not know is acknowledged in time and answered here', async () => {
    const answer = await send('slack', {
      ...{ command: '/help', text: '', team_id: 'T0ELSEWHERE', team_domain: 'elsewhere', api_app_id: 'A0ELSEWHERE' },
      ...{ channel_id: 'C0ELSEWHERE', channel_name: 'desk', user_id: 'U0ELSEWHERE', user_name: 'kim' },
      ...{ token: 'theirs', is_enterprise_install: 'false', trigger_id: '11.22.elsewhere' },
      response_url: 'https://hooks.slack.com/commands/T0ELSEWHERE/1/2',
    });
    expect(answer).toMatchObject({ ok: true, ms: expect.any(Number) });
  });

  test('a Slack event of another workspace is heard: its mention is answered in its thread', async () => {
    const event = {
      ...{ type: 'app_mention', user: 'U0ELSEWHERE', channel: 'C0ELSEWHERE', ts: '1772619600.000100' },
      ...{ event_ts: '1772619600.000100', text: '<@U0THEIRBOT> summarize nonsense' },
    };
    const payload = {
      ...{ type: 'event_callback', team_id: 'T0ELSEWHERE', api_app_id: 'A0ELSEWHERE', event_id: 'Ev0ELSEWHERE', event },
      ...{
        event_time: 1_772_619_600,
        authorizations: [{ team_id: 'T0ELSEWHERE', user_id: 'U0THEIRBOT', is_bot: true }],
      },
    };
    expect(await send('slack', { type: 'events_api', payload })).toMatchObject({ ok: true });
    await expect
      .poll(async () => JSON.stringify(await get('/control/slack/journal')))
      .toContain('"thread_ts":"1772619600.000100"');
  });

  test('what is no payload is refused in words', async () => {
    expect(await send('slack', [])).toMatchObject({ ok: false, problem: expect.any(String) });
  });
});

describe.runIf(browserPath)('the lab’s page', () => {
  test('people read a summary and its evidence, submit a form and use a message’s menu, on both platforms', {
    timeout: 6 * PATIENCE_MS,
  }, async () => {
    const browser = await openBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
      page.setDefaultTimeout(PATIENCE_MS);
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      await page.goto(lab.address);
      await page.getByText('Connected').waitFor();
      for (const platform of ['Discord', 'Slack']) await readsSummary(page, platform);
      await takeShots(page, 'lab-summaries');
      for (const platform of ['Discord', 'Slack']) await fillsForm(page, platform);
      await takeShots(page, 'lab-forms');
      await page.getByLabel('You are').selectOption('moderator');
      for (const platform of ['Discord', 'Slack']) await usesMenu(page, platform);
      await page.getByLabel('Message on discord').fill('/summarize style:');
      await page.getByRole('region', { name: 'Discord' }).getByRole('button', { name: 'brief' }).click();
      expect(await page.getByLabel('Message on discord').inputValue()).toBe('/summarize style:brief ');
      expect(await page.locator('.violation').allInnerTexts()).toEqual([]);
      expect(problems).toEqual([]);
      expect(lab.violations()).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

async function usesMenu(page: Page, platform: string): Promise<void> {
  const side = page.getByRole('region', { name: platform });
  const before = await side.getByRole('button', { name: 'Evidence' }).count();
  await type(page, platform, `Have you read ${lab.article}`);
  const said = side.getByRole('listitem').filter({ hasText: 'Have you read' });
  await said.getByRole('button', { name: 'Apps › Summarize' }).click();
  await expect.poll(() => side.getByRole('button', { name: 'Evidence' }).count()).toBe(before + 1);
}

async function readsSummary(page: Page, platform: string): Promise<void> {
  const side = page.getByRole('region', { name: platform });
  await type(page, platform, `/summarize ${lab.article}`);
  const summary = side
    .getByRole('article')
    .filter({ hasText: /Harbour ferry line halted/ })
    .last();
  await summary.getByRole('button', { name: 'Evidence' }).click();
  const evidence = side
    .getByRole('article')
    .filter({ hasText: /Evidence/ })
    .filter({ hasText: /Only (you can see this|visible to you)/ });
  await evidence.last().waitFor();
  await takeShots(page, `lab-evidence-${platform.toLowerCase()}`);
}

async function fillsForm(page: Page, platform: string): Promise<void> {
  const side = page.getByRole('region', { name: platform });
  const before = await side.getByRole('button', { name: 'Evidence' }).count();
  await type(page, platform, '/summarize');
  const form = side.getByRole('dialog');
  await form.getByLabel('Url', { exact: true }).fill(lab.article);
  await takeShots(page, `lab-modal-${platform.toLowerCase()}`);
  await form.locator('button[type=submit]').click();
  await form.waitFor({ state: 'hidden' });
  await expect.poll(() => side.getByRole('button', { name: 'Evidence' }).count()).toBe(before + 1);
}

async function type(page: Page, platform: string, line: string): Promise<void> {
  await page.getByLabel(`Message on ${platform.toLowerCase()}`).fill(line);
  await page.keyboard.press('Enter');
}

/** For a person to look at: LAB_SHOTS names the folder. */
async function takeShots(page: Page, name: string): Promise<void> {
  const folder = process.env.LAB_SHOTS;
  if (!folder) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
  }
}

// Answers are JSON whose shape each test states.
async function get(path: string) {
  return await (await fetch(lab.address + path)).json();
}

async function send(platform: string, payload: unknown) {
  const response = await fetch(`${lab.address}/control/${platform}/send`, {
    method: 'POST',
    body: JSON.stringify(payload),
  });
  return await response.json();
}

function foreignInteraction(part: Record<string, unknown>): Record<string, unknown> {
  const guildId = '900000000000000001';
  const user = { id: '900000000000000003', username: 'kim', global_name: 'Kim', discriminator: '0', avatar: null };
  const channel = { id: '900000000000000002', type: 0, name: 'desk', guild_id: guildId, permissions: '2147483647' };
  return {
    ...{ id: '900000000000000020', application_id: '900000000000000009', token: 'a-token-of-theirs', version: 1 },
    ...{ guild_id: guildId, guild: { id: guildId, locale: 'en-US', features: [] }, channel_id: channel.id, channel },
    member: { user, roles: [], permissions: '2147483647', joined_at: '2026-01-01T00:00:00.000000+00:00', flags: 0 },
    ...{ app_permissions: '2248473465835073', locale: 'en-US', guild_locale: 'en-US', context: 0 },
    ...{ authorizing_integration_owners: { 0: guildId }, entitlements: [], attachment_size_limit: 10_485_760 },
    ...part,
  };
}
