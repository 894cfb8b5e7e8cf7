import { expect, test } from 'vitest';
import { defineCommand } from '../../src/chat/command.ts';
import { formFor } from '../../src/chat/form.ts';
import type { Block, Message } from '../../src/chat/message.ts';
import { choice, line, text as textOption, url as urlOption } from '../../src/chat/options.ts';
import { formatMessage } from '../../src/platforms/slack/format.ts';
import { homeView } from '../../src/platforms/slack/home.ts';
import { formatForm } from '../../src/platforms/slack/modal.ts';
import { escapeText, typedText } from '../../src/platforms/slack/text.ts';
import { clean, shorten } from '../../src/platforms/text.ts';
import { checkType } from '../doubles/slack/contract.ts';
import { findPings, groupsNamed } from '../doubles/slack/pings.ts';
import { checkMessageBlocks, checkView } from '../doubles/slack/rules.ts';

const GROUP = 'S0NEWSDESK';

const HOSTILE = [
  `<!subteam^${GROUP}> <!subteam^${GROUP}|@desk>`,
  '*bold* _slanted_ ~gone~ `code` ```block``` > quote',
  '<!channel> <!here> @everyone @here <@U123> <#C123|general> <!subteam^S1|@desk>',
  '<https://evil.example|https://good.example> &amp; &lt; a & b < c > d',
  '\u202egnp.exe\u202c \u2066hidden\u2069 \u0007bell \u0000nul \u001b[31mred',
  '👩‍👩‍👧‍👦'.repeat(40),
  'ع بية עברית '.repeat(30),
  'A sentence that says something. And another one, which goes on a little! Is that so? '.repeat(60),
  'nospaceatall'.repeat(400),
  '\ud83d half a character \udc00',
  ':smile: :+1: :flag-de:',
  '\n\n\n',
  '   ',
  '',
  '“Quoted whole.”',
];

test('a line about a channel names it as Slack shows it, and a direct conversation as such', () => {
  const line = (channel: string): Message => ({
    ...{ state: 'final', buttons: [] },
    blocks: [{ kind: 'text', text: '3 calls', channel }],
  });
  const shown = (channel: string) => {
    const { text, blocks } = formatMessage(line(channel));
    expect(brokenContract(text, blocks)).toEqual([]);
    return JSON.stringify(blocks);
  };
  expect(shown('slack:T1/C0123ABCD')).toContain('{"type":"channel","channel_id":"C0123ABCD"}');
  expect(shown('slack:T1/D0123ABCD')).toContain('(direct messages) ');
  expect(shown('local:<!here>')).toContain('"text":"#<!here> "');
});

test('a few hundred messages of hostile text stay within every limit, and nothing in them is markup', () => {
  const random = seeded(7);
  for (let round = 0; round < 400; round++) {
    const message = randomMessage(random);
    const { text, blocks } = formatMessage(message);
    const isPing = message.ping === `&${GROUP}`;
    const mark = isPing ? `<!subteam^${GROUP}> ` : '';
    expect(text.slice(0, mark.length)).toBe(mark);
    expect(groupsNamed({ blocks: blocks.map((block) => ({ ...block })) })).toEqual(isPing ? [GROUP] : []);
    expect(
      [...brokenLimits(text.slice(mark.length), isPing ? blocks.slice(1) : blocks), ...brokenContract(text, blocks)],
      JSON.stringify(message).slice(0, 400),
    ).toEqual([]);
    expect(blocks.length).toBeLessThanOrEqual(50);
  }
});

test('a form stays within the limits whatever the command and what was given say', () => {
  for (const hostile of HOSTILE) {
    const command = defineCommand({
      name: 'ask',
      description: hostile,
      access: 'everyone',
      opens: 'public',
      form: { title: hostile, fields: ['url', 'style', 'more', 'text'], unless: ['text'] },
      options: {
        url: urlOption(hostile),
        style: choice(hostile, () => HOSTILE),
        more: line(hostile),
        text: textOption(hostile),
      },
      run: async () => ({ state: 'final' as const, blocks: [], buttons: [] }),
    });
    const menus = { prompts: { styleNames: [] }, titled: async () => [] };
    const form = formFor(command, { more: hostile }, menus);
    if (!form) throw new Error('no form');
    const view = formatForm(form, command, { channel: 'C1', thread: null, inThread: null, url: null });
    const findings = [...checkType('View', view, ''), ...checkView({ ...view }, '')];
    expect(findings).toEqual([]);
  }
});

test('what can’t ride along in a form is refused in words, not lost', () => {
  const command = defineCommand({
    name: 'ask',
    description: 'Ask',
    access: 'everyone',
    opens: 'public',
    form: { title: 'Ask', fields: ['more'], unless: ['more'] },
    options: { more: line('More'), text: textOption('Text') },
    run: async () => ({ state: 'final' as const, blocks: [], buttons: [] }),
  });
  const menus = { prompts: { styleNames: [] }, titled: async () => [] };
  const form = formFor(command, { text: 'x'.repeat(4000) }, menus);
  if (!form) throw new Error('no form');
  const where = { channel: 'C1', thread: null, inThread: null, url: null };
  expect(() => formatForm(form, command, where)).toThrow('larger than');
});

test('the home tab stays within the limits of a view', () => {
  const many = Array.from({ length: 90 }, (_, i) =>
    defineCommand({
      name: `command ${i}`,
      description: HOSTILE[i % HOSTILE.length] ?? '',
      access: 'everyone',
      opens: 'public',
      options: {},
      run: async () => ({ state: 'final' as const, blocks: [], buttons: [] }),
    }),
  );
  const channels = HOSTILE.map((name) => ({
    ...{ name, sources: { count: 90, titles: HOSTILE.slice(0, 5) }, digests: HOSTILE, tokensToday: 12_345 },
  }));
  const view = homeView(many, channels);
  expect([...checkType('View', view, ''), ...checkView({ ...view }, '')]).toEqual([]);
});

test('a summary is a linked heading, bullets with their sentence numbers, small print and buttons', () => {
  const { blocks } = formatMessage({
    state: 'final',
    blocks: [
      { kind: 'heading', text: 'Bridge reopens', url: 'https://news.example/bridge' },
      { kind: 'claims', items: [{ text: 'The bridge reopened.', marks: [2, 5], quoted: false }] },
      { kind: 'note', text: 'Read 100 %' },
      { kind: 'note', text: 'Written by a model' },
    ],
    buttons: [{ label: 'Evidence', command: 'evidence', options: { summary: '4' } }],
  });
  expect(blocks.map(({ type }) => type)).toEqual(['rich_text', 'rich_text', 'context', 'actions']);
  expect(JSON.stringify(blocks)).toContain('"url":"https://news.example/bridge","text":"Bridge reopens"');
  expect(JSON.stringify(blocks)).toContain('[2, 5]');
  expect(JSON.stringify(blocks)).toContain('Read 100 %\\nWritten by a model');
  expect(JSON.stringify(blocks)).toContain('"value":"evidence?summary=4"');
});

test('sources are numbered and linked, each with its outlet and date', () => {
  const items = [
    { id: 1, text: 'Bridge reopens', site: 'The Coast', date: '20 Nov 2026', url: 'https://a.example/b' },
    { id: 2, text: 'Odd', site: null, date: null, url: 'javascript:alert(1)' },
  ];
  const { blocks } = formatMessage({ state: 'final', blocks: [{ kind: 'sources', items }], buttons: [] });
  expect(blocks).toEqual([
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: '[1] ' },
            { type: 'link', url: 'https://a.example/b', text: 'Bridge reopens' },
            { type: 'text', text: ' · The Coast · 20 Nov 2026' },
            { type: 'text', text: '\n' },
            { type: 'text', text: '[2] ' },
            { type: 'text', text: 'Odd' },
          ],
        },
      ],
    },
  ]);
});

test('a heading whose address is no web page is shown as text', () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'not an address', 'file:///etc/passwd']) {
    const [block] = formatMessage({
      state: 'final',
      blocks: [{ kind: 'heading', text: 'T', url }],
      buttons: [],
    }).blocks;
    expect(block).toMatchObject({ type: 'header', text: { type: 'plain_text', text: `T ${url}` } });
  }
});

test('what does not fit is left out from the end, whole, and counted; small print stays', () => {
  const items = Array.from({ length: 60 }, (_, i) => ({
    text: `Statement ${i} ${'word '.repeat(80)}`,
    marks: [i],
    quoted: false,
  }));
  const { blocks } = formatMessage({
    state: 'final',
    blocks: [
      { kind: 'claims', items },
      { kind: 'note', text: 'Read 100 %' },
    ],
    buttons: [],
  });
  const shown = JSON.stringify(blocks);
  const bullets = shown.match(/Statement \d+/g)?.length ?? 0;
  expect(bullets).toBeGreaterThan(10);
  expect(shown).toContain(`… ${60 - bullets} more lines`);
  expect(shown).toContain('Read 100 %');
});

test('more blocks than a message may hold end in a note that counts them', () => {
  const blocks: Block[] = Array.from({ length: 120 }, (_, i) =>
    i % 2 === 0 ? { kind: 'text', text: `line ${i}` } : { kind: 'note', text: `note ${i}` },
  );
  const formatted = formatMessage({ state: 'final', blocks, buttons: [] });
  expect(formatted.blocks).toHaveLength(50);
  expect(JSON.stringify(formatted.blocks.at(-1))).toContain('more parts');
});

test('a text is shortened at the end of a sentence, or between words, never inside a character', () => {
  expect(shorten('One here. Two there. Three is long', 24)).toBe('One here. Two there. …');
  expect(shorten('word '.repeat(20).trim(), 23)).toBe('word word word word …');
  expect(shorten('👩‍👩‍👧‍👦'.repeat(10), 30)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦 …');
});

test('a message that pings begins with the user group, in its blocks and in the text for notifications', () => {
  const message: Message = {
    state: 'final',
    blocks: [{ kind: 'text', text: `Hear, <!subteam^${GROUP}>` }],
    buttons: [],
    ping: `&${GROUP}`,
  };
  const { text, blocks } = formatMessage(message);
  expect(text).toBe(`<!subteam^${GROUP}> Hear, &lt;!subteam^${GROUP}&gt;`);
  expect(blocks[0]).toEqual({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'usergroup', usergroup_id: GROUP }] }],
  });
  const quiet = formatMessage({ ...message, ping: null });
  expect(blocks.slice(1)).toEqual(quiet.blocks);
  for (const ping of ['&123456789012345678', '&s0newsdesk', '@S0NEWSDESK', '&channel', '&S0 ><!channel'])
    expect(formatMessage({ ...message, ping })).toEqual(quiet);
});

test('more blocks than a message may hold leave room for the group it begins with', () => {
  const blocks: Block[] = Array.from({ length: 120 }, (_, i) =>
    i % 2 === 0 ? { kind: 'text', text: `line ${i}` } : { kind: 'note', text: `note ${i}` },
  );
  expect(formatMessage({ state: 'final', blocks, buttons: [], ping: `&${GROUP}` }).blocks).toHaveLength(50);
});

test('the text beside the blocks is escaped', () => {
  const escaped = escapeText('*b* <!channel> & `c` :smile: @here');
  expect(escaped).not.toMatch(/<|(?<!\u200b)[*`]|(?<!\u200b):smile|(?<!\u200b)@here/);
  expect(escaped.replaceAll('\u200b', '')).toBe('*b* &lt;!channel&gt; &amp; `c` :smile: @here');
});

test.each([
  ['<https://a.example/x?b=1&amp;c=2|a.example>', 'https://a.example/x?b=1&c=2'],
  ['url:<http://a.example> style:brief', 'url:http://a.example style:brief'],
  ['<mailto:a@b.example|a@b.example>', 'mailto:a@b.example'],
  ['who:<@U123|jane doe> in <#C9|general> for <!subteam^S4|@desk>', 'who:<@U123> in <#C9> for <!subteam^S4>'],
  ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
])('typed %j is read as %j', (typed, read) => {
  expect(typedText(typed)).toBe(read);
});

test('control characters and bidirectional overrides never pass', () => {
  expect(clean('a\u202eb\u2066c\u0000d\u001b[1m\r\ne')).toBe('abc d [1m\ne');
});

function randomMessage(random: () => number): Message {
  const pick = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(random() * list.length)];
    if (one === undefined) throw new Error('an empty list');
    return one;
  };
  const text = () =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(HOSTILE)).join(pick([' ', '\n', '']));
  const many = <T>(make: (index: number) => T) =>
    Array.from({ length: Math.floor(random() * pick([3, 12, 40])) }, (_, i) => make(i));
  const block = (): Block => {
    const kind = pick(['heading', 'text', 'claims', 'sources', 'sentences', 'code', 'note'] as const);
    const url = () =>
      pick([
        null,
        'https://a.example/?q=<b>&c',
        ...[2900, 4000].map((long) => `https://a.example/${'x'.repeat(long)}`),
      ]);
    if (kind === 'heading') return { kind, text: text(), url: url() };
    if (kind === 'sources')
      return {
        kind,
        items: many((id) => ({ id, text: text(), site: text(), date: pick([null, text()]), url: url() })),
      };
    if (kind === 'claims')
      return { kind, items: many((i) => ({ text: text(), marks: many(() => i), quoted: random() < 0.5 })) };
    if (kind === 'sentences') return { kind, items: many((id) => ({ id, text: text(), context: random() < 0.5 })) };
    return { kind, text: text() };
  };
  return {
    ping: pick([null, `&${GROUP}`, '&123456789012345678', '&channel', `&${GROUP}> <!channel`]),
    state: pick(['progress', 'final', 'error']),
    blocks: many(block),
    buttons: many((i) => i)
      .slice(0, 10)
      .map((i) => ({ label: text().slice(0, 75) || 'x', command: 'evidence', options: { summary: String(i) } })),
    menus: [
      {
        label: text().slice(0, 75) || 'x',
        command: 'rewrite',
        option: 'style',
        options: {},
        choices: [...new Set(HOSTILE.map((one) => one.slice(0, 75) || 'x'))],
      },
    ],
  };
}

/** Every text of the blocks is of a kind that Slack takes literally, and no longer than it may be. */
function brokenLimits(text: string, blocks: readonly object[]): string[] {
  const broken: string[] = [];
  const say = (words: string, holds: boolean) => holds || broken.push(words);
  let characters = 0;
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const part of node) visit(part);
    if (Array.isArray(node) || typeof node !== 'object' || node === null) return;
    const { type, text: words } = node as { type?: string; text?: unknown };
    say(
      `a ${type} is not literal`,
      !['mrkdwn', 'markdown', 'user', 'broadcast', 'usergroup', 'channel'].includes(type ?? ''),
    );
    if (typeof words === 'string') {
      characters += words.length;
      say(`an empty ${type}`, words !== '');
      say(`a ${type} of ${words.length}`, words.length <= 3000);
      say('a control character', !/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u.test(words));
      say('half a character', words.isWellFormed());
    }
    if (type === 'header') say('a long header', JSON.stringify(node).length < 500);
    for (const part of Object.values(node)) visit(part);
  };
  visit(blocks);
  say(`${blocks.length} blocks`, blocks.length >= 1 && blocks.length <= 50);
  say(`${characters} characters`, characters <= 13_000);
  say(`text of ${text.length}`, text.length > 0 && text.length <= 3000);
  say('markup in the text', !/[<>]|(?<!\u200b)[*_~`]/.test(text));
  return broken;
}

/** What the platform's written contract has against it. */
function brokenContract(text: string, blocks: readonly object[]): string[] {
  const given = blocks.map((block) => ({ ...block }));
  const findings = [
    ...given.flatMap((block, i) => checkType('KnownBlock', block, `/blocks/${i}`)),
    ...checkMessageBlocks(given, '/blocks'),
    ...findPings({ text, blocks: given }, { mayOpen: true }),
  ];
  return findings.map(({ words, at }) => `${words} ${at}`);
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
