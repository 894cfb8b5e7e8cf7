import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath, openBrowser, openLooksPage } from './browser.ts';

const HOSTILE = '<img src=x onerror="window.ran=1"><script>window.ran=1</script> [x](javascript:window.ran=1)';

/** Draws the payload alone on the page; `acted()` tells what was pressed there. */
async function draw(page: Awaited<ReturnType<typeof openLooksPage>>['page'], look: string, payload: unknown) {
  await page.evaluate(`draw(${JSON.stringify(look)}, ${JSON.stringify(payload)})`);
  return { acted: () => page.evaluate('globalThis.acted') };
}

describe.runIf(browserPath)('the looks', () => {
  let browser: Browser;
  let room: Awaited<ReturnType<typeof openLooksPage>>;
  beforeAll(async () => {
    browser = await openBrowser();
    room = await openLooksPage(browser);
  });
  afterAll(async () => {
    expect(room.problems).toEqual([]);
    await room.close();
    await browser.close();
  });

  test('a Discord message of components stands as Discord shows it, and its parts act', async () => {
    const { page } = room;
    const { acted } = await draw(page, 'renderDiscord', DISCORD);
    await expectShot(page, 'look-discord');
    expect(await page.locator('.dc-container h4.md-h2 a').getAttribute('href')).toBe('https://news.example/a_b');
    expect(await page.locator('.md-small').innerText()).toBe('12 of 40 sentences');
    expect(await page.locator('.dc-text').nth(1).innerText()).toContain('*not slanted* and # no heading');
    expect(await page.locator('strong').innerText()).toBe('loud');
    expect(await page.locator('.dc-container').evaluate((box) => getComputedStyle(box).borderLeftColor)).toBe(
      'rgb(18, 52, 86)',
    );
    await page.getByRole('button', { name: 'Evidence' }).click();
    await page.getByLabel('Change the style').selectOption({ label: 'brief' });
    expect(await acted()).toEqual([
      { kind: 'button', customId: 'evidence?id=1' },
      { kind: 'select', customId: 'pick', values: ['b'] },
    ]);
  });

  test('a Slack message of blocks stands as Slack shows it, and its parts act', async () => {
    const { page } = room;
    const { acted } = await draw(page, 'renderSlack', SLACK);
    await expectShot(page, 'look-slack');
    expect(await page.getByRole('heading', { name: 'Ferry <halted>' }).count()).toBe(1);
    expect(await page.locator('.sl-section .sl-text').first().innerText()).toBe('loud and *not & <b> x_y_z');
    expect(await page.locator('.sl-rich li').allInnerTexts()).toEqual(['First', 'Second']);
    await page.getByRole('button', { name: 'Evidence' }).click();
    await page.getByLabel('A style').selectOption({ label: 'Brief' });
    await page.getByLabel('A source').fill('River News');
    await page.locator('datalist option').waitFor({ state: 'attached' });
    await page.getByLabel('A source').blur();
    expect(await acted()).toEqual([
      { kind: 'button', actionId: 'call:1', blockId: 'b1', value: 'evidence?id=1' },
      { kind: 'select', actionId: 'style', blockId: 'b1', values: ['brief'] },
      { kind: 'select', actionId: 'source', blockId: 'b1', values: ['source-7'] },
    ]);
  });

  test('a modal of either platform is filled in and submitted with the names of its fields', async () => {
    const { page } = room;
    const discord = await draw(page, 'renderDiscordModal', DISCORD_MODAL);
    await page.getByLabel('Question').fill('Who halted it?');
    await page.getByLabel('Style').selectOption('brief');
    await expectShot(page, 'look-discord-modal');
    await page.getByRole('button', { name: 'Submit' }).click();
    expect(await discord.acted()).toEqual([
      { kind: 'submit', customId: 'ask?', fields: { question: 'Who halted it?', style: ['brief'] } },
    ]);
    const slack = await draw(page, 'renderSlackView', SLACK_MODAL);
    await page.getByLabel('Question').fill('Who halted it?');
    await expectShot(page, 'look-slack-modal');
    await page.getByRole('button', { name: 'Ask' }).click();
    expect(await slack.acted()).toEqual([
      { kind: 'submit', callbackId: 'ask', fields: { question: 'Who halted it?', style: 'brief' } },
    ]);
  });

  test('nothing in a payload becomes part of the page', async () => {
    const { page } = room;
    const asked: string[] = [];
    page.on('request', ({ url }) => asked.push(url()));
    const discord = [
      { content: HOSTILE, embeds: [{ title: HOSTILE, url: 'javascript:window.ran=1', description: HOSTILE }] },
      {
        components: [
          { type: 10, content: HOSTILE },
          { type: 12, items: [{ media: { url: 'https://evil.example/p' } }] },
        ],
      },
      {
        components: [{ type: 1, components: [{ type: 2, style: 5, label: HOSTILE, url: 'javascript:window.ran=1' }] }],
      },
      { components: [{ type: 99 }, { type: 'constructor' }] },
    ];
    const section = { type: 'section', text: { type: 'mrkdwn', text: `${HOSTILE} <javascript:window.ran=1|press>` } };
    const slack = [
      { text: HOSTILE },
      {
        blocks: [section, { type: 'markdown', text: HOSTILE }, { type: 'image', image_url: 'https://evil.example/p' }],
      },
      {
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: HOSTILE } },
          { type: 'surprise' },
          { type: 'constructor' },
        ],
      },
      { text: 'from :constructor: and 12:30:45' },
    ];
    const drawn = [
      ...discord.map((one) => ['renderDiscord', one] as const),
      ...slack.map((one) => ['renderSlack', one] as const),
    ];
    for (const [look, payload] of drawn) {
      await draw(page, look, payload);
      expect(await page.locator('img, script, iframe').count()).toBe(0);
      const addresses = await page.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      expect(addresses.filter((address) => !address?.startsWith('https://'))).toEqual([]);
    }
    expect(await page.locator('.sl-text').innerText()).toBe('from :constructor: and 12:30:45');
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(asked.filter((address) => address.includes('evil.example'))).toEqual([]);
  });

  test('what only one person sees says so on both', async () => {
    const { page } = room;
    await draw(page, 'renderDiscord', { flags: 64, content: 'Yours' });
    expect(await page.locator('body').innerText()).toContain('Only you can see this');
    await draw(page, 'renderSlack', { text: 'Yours', response_type: 'ephemeral' });
    expect(await page.locator('body').innerText()).toContain('Only visible to you');
  });
});

async function expectShot(page: Awaited<ReturnType<typeof openLooksPage>>['page'], name: string) {
  const folder = process.env.LAB_SHOTS;
  if (!folder) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
  }
}

const DISCORD = {
  flags: 1 << 15,
  author: { username: 'Copydesk', bot: true },
  timestamp: '2026-03-04T10:20:00.000000+00:00',
  components: [
    {
      type: 17,
      accent_color: 0x123456,
      components: [
        { type: 10, content: '## [Ferry \\_halted\\_](https://news.example/a_b)' },
        {
          type: 10,
          content: 'It is \\*not slanted\\* and \\# no heading, but **loud**.\n- one `code`\n- two <@77>\n> quoted',
        },
        { type: 14, divider: true, spacing: 1 },
        {
          type: 9,
          components: [{ type: 10, content: 'Beside it' }],
          accessory: { type: 11, media: { url: 'https://p.example/1' }, description: 'A ferry' },
        },
        { type: 10, content: '-# 12 of 40 sentences' },
        {
          type: 1,
          components: [
            { type: 2, style: 2, label: 'Evidence', custom_id: 'evidence?id=1' },
            { type: 2, style: 1, label: 'Shorter', custom_id: 'shorter' },
            { type: 2, style: 5, label: 'Article', url: 'https://news.example/a' },
          ],
        },
        {
          type: 1,
          components: [
            {
              ...{ type: 3, custom_id: 'pick', placeholder: 'Change the style' },
              options: [
                { label: 'plain', value: 'a' },
                { label: 'brief', value: 'b' },
              ],
            },
          ],
        },
      ],
    },
  ],
};

const SLACK = {
  ...{ user: 'U1', bot_id: 'B1', ts: '1772619600.000100', text: 'Ferry' },
  blocks: [
    { type: 'header', text: { type: 'plain_text', text: 'Ferry <halted>' } },
    { type: 'section', text: { type: 'mrkdwn', text: '*loud* and *not &amp; &lt;b&gt; x_y_z' } },
    {
      type: 'section',
      fields: [
        { type: 'mrkdwn', text: '_left_' },
        { type: 'plain_text', text: '*right*' },
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          ...{ type: 'rich_text_list', style: 'bullet' },
          elements: ['First', 'Second'].map((text) => ({
            type: 'rich_text_section',
            elements: [{ type: 'text', text }],
          })),
        },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'As they said', style: { italic: true } }] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'as typed' }] },
      ],
    },
    { type: 'divider' },
    { type: 'context', elements: [{ type: 'mrkdwn', text: '12 of 40 sentences · <https://news.example/a|Article>' }] },
    {
      ...{ type: 'actions', block_id: 'b1' },
      elements: [
        { type: 'button', action_id: 'call:1', value: 'evidence?id=1', text: { type: 'plain_text', text: 'Evidence' } },
        {
          ...{ type: 'static_select', action_id: 'style', placeholder: { type: 'plain_text', text: 'A style' } },
          options: [{ text: { type: 'plain_text', text: 'Brief' }, value: 'brief' }],
        },
        { type: 'external_select', action_id: 'source', placeholder: { type: 'plain_text', text: 'A source' } },
      ],
    },
    {
      type: 'table',
      rows: [
        ['A', 'B'],
        ['1', '2'],
      ].map((row) => row.map((text) => ({ type: 'raw_text', text }))),
    },
    { type: 'card', title: { type: 'mrkdwn', text: '*A card*' }, body: { type: 'mrkdwn', text: 'with words' } },
  ],
};

const DISCORD_MODAL = {
  ...{ custom_id: 'ask?', title: 'Ask the article' },
  components: [
    {
      type: 18,
      label: 'Question',
      description: 'In your words',
      component: { type: 4, style: 2, custom_id: 'question' },
    },
    {
      type: 18,
      label: 'Style',
      component: { type: 3, custom_id: 'style', options: [{ label: 'Brief', value: 'brief' }] },
    },
  ],
};

const SLACK_MODAL = {
  ...{ type: 'modal', callback_id: 'ask', title: { type: 'plain_text', text: 'Ask the article' } },
  submit: { type: 'plain_text', text: 'Ask' },
  blocks: [
    {
      ...{ type: 'input', block_id: 'question', label: { type: 'plain_text', text: 'Question' } },
      element: { type: 'plain_text_input', action_id: 'value', multiline: true },
    },
    {
      ...{ type: 'input', block_id: 'style', optional: true, label: { type: 'plain_text', text: 'Style' } },
      element: {
        ...{ type: 'static_select', action_id: 'value' },
        options: [{ text: { type: 'plain_text', text: 'Brief' }, value: 'brief' }],
        initial_option: { text: { type: 'plain_text', text: 'Brief' }, value: 'brief' },
      },
    },
  ],
};
