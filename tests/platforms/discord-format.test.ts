import { expect, test } from 'vitest';
import type { Block, Message } from '../../src/chat/message.ts';
import { asPing, formatMessage } from '../../src/platforms/discord/format.ts';
import { escapeLine, escapeText, linkable } from '../../src/platforms/discord/markup.ts';
import { messageBreaches } from '../doubles/discord/rules/message.ts';

const ROLE = '123456789012345678';

const HOSTILE = [
  `<@&${ROLE}> <@&${ROLE}>`,
  '**bold** __under__ _slanted_ ~~gone~~ ||hidden|| `code` ```block```',
  '# heading\n## second\n-# small\n> quote\n>>> all of it\n- list\n* list\n1. one\n  - deeper',
  '@everyone @here <@123> <@!123> <@&123> <#123> </ask:123> <t:1700000000:R> <:smile:123> <a:wave:123> <id:customize>',
  '[good.example](https://evil.example) https://evil.example <https://evil.example> :smile: :100: :+1:',
  '\u202egnp.exe\u202c \u2066hidden\u2069 \u0007bell \u0000nul \u001b[31mred',
  '\\*not bold\\* \\\\ \\',
  '👩‍👩‍👧‍👦'.repeat(40),
  'ع بية עברית '.repeat(30),
  'A sentence that says something. And another one, which goes on a little! Is that so? '.repeat(60),
  '*_~`|<>[]@'.repeat(300),
  'nospaceatall'.repeat(400),
  '\ud83d half a character \udc00',
  '\n\n\n',
  '   ',
  '',
  '\u200b\u200b',
  '“Quoted whole.”',
  '¯\\_(ツ)_/¯',
];

test('a line about a channel names it as Discord shows it, a line about one elsewhere by its own name', () => {
  const line = (channel: string): Message => ({
    ...{ state: 'final', buttons: [] },
    blocks: [{ kind: 'text', text: '3 calls <#5>', channel }],
  });
  const shown = (channel: string) => JSON.stringify(formatMessage(line(channel)));
  expect(shown('discord:123456789012345678')).toContain('"<#123456789012345678> 3 calls \\\\<#5\\\\>"');
  expect(shown('local:a*b')).toContain('"\\\\#a\\\\*b 3 calls');
});

test('a few hundred messages of hostile text stay within every limit', () => {
  const random = seeded(7);
  for (let round = 0; round < 400; round++) {
    const message = randomMessage(random);
    const payload = formatMessage(message, 1_000_000 + round);
    const facts = { flagsBefore: 0, byInteraction: false, legacyBefore: [], fileNames: [] };
    const asNew = JSON.parse(JSON.stringify(asPing(payload, message)));
    const asEdit = JSON.parse(JSON.stringify(payload));
    const breaches = [
      ...messageBreaches(asNew, { ...facts, isEdit: false }),
      ...messageBreaches(asEdit, { ...facts, isEdit: true }),
    ];
    expect(breaches, JSON.stringify(message).slice(0, 400)).toEqual([]);
    const isPing = message.ping === `&${ROLE}`;
    expect(payload.allowed_mentions).toEqual({ parse: [] });
    expect(asNew.allowed_mentions).toEqual({ parse: [], ...(isPing && { roles: [ROLE] }) });
    expect(textsOf(payload).join('\n').split('<@&')).toHaveLength(isPing ? 2 : 1);
    expect(textsOf(payload).join('').length).toBeLessThanOrEqual(4000);
    // What is picked goes back as it was; only what is shown is cleaned.
    const shown = JSON.stringify(payload, (key, value) => (key === 'value' ? null : value));
    expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  }
});

test('what is to be copied stands in a fence that nothing in it ends, with its lines and spaces', () => {
  const text = 'sources:\n  - url: https://a.example/*_\n    title: "```@everyone"\n';
  const block: Block = { kind: 'code', text };
  const shown = textsOf(formatMessage({ state: 'final', blocks: [block], buttons: [] }, 1)).join('\n');
  expect(shown).toContain('```\nsources:\n  - url: https://a.example/*_\n');
  expect(shown.match(/```/g)).toHaveLength(2);
});

test('nothing in a text is read as Markdown, and all of it can still be read', () => {
  const random = seeded(11);
  const pieces = [
    ...'*_~`|<>[]()@#-+.:\\/>1 \n',
    'a',
    'https://x.example',
    '@everyone',
    '<t:1:R>',
    '>>> ',
    '1. ',
    '-# ',
  ];
  for (let round = 0; round < 500; round++) {
    const text = Array.from({ length: 12 }, () => pick(random, pieces)).join('');
    const escaped = escapeText(text);
    expect(liveMarkup(escaped), escaped).toEqual([]);
    expect(escaped.replace(/\\([^0-9A-Za-z\s])/g, '$1').replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
  }
});

test('a summary is a linked heading, a list with sentence numbers, small print and buttons', () => {
  const { components } = formatMessage({
    state: 'final',
    blocks: [
      { kind: 'heading', text: 'Bridge [re]opens', url: 'https://news.example/bridge_(new)' },
      { kind: 'claims', items: [{ text: 'The bridge reopened.', marks: [2, 5], quoted: false }] },
      { kind: 'claims', items: [{ text: '“It was time.”', marks: [7], quoted: true }] },
      { kind: 'note', text: 'Read 100 %' },
      { kind: 'note', text: 'Written by a model' },
    ],
    buttons: [{ label: 'Evidence', command: 'evidence', options: { summary: '4' } }],
    menus: [{ label: 'Style…', command: 'rewrite', options: { summary: '4' }, option: 'style', choices: ['brief'] }],
  });
  expect(components[0].components).toMatchObject([
    {
      type: 10,
      content:
        '### [Bridge (re)opens](https://news.example/bridge_%28new%29)\n- The bridge reopened. \\[2, 5\\]\n- “It was time.” \\[7\\]',
    },
    { type: 14 },
    { type: 10, content: '-# Read 100 %\n-# Written by a model' },
    { type: 1, components: [{ type: 3, custom_id: 'rewrite?summary=4#style', options: [{ value: 'brief' }] }] },
    { type: 1, components: [{ type: 2, custom_id: 'evidence?summary=4', label: 'Evidence' }] },
  ]);
});

test('sources are numbered and linked, each with its outlet and date', () => {
  const [text] = textsOf(
    formatMessage({
      state: 'final',
      blocks: [
        {
          kind: 'sources',
          items: [
            { id: 1, text: 'Bridge [re]opens', site: 'The *Coast*', date: '20 Nov 2026', url: 'https://a.example/b' },
            { id: 2, text: 'Pasted text', site: null, date: 'read 21 Nov 2026', url: null },
            { id: 3, text: 'Odd', site: null, date: null, url: 'javascript:alert(1)' },
          ],
        },
      ],
      buttons: [],
    }),
  );
  expect(text?.split('\n')).toEqual([
    '-# \\[1\\] [Bridge (re)opens](https://a.example/b) · The \\*Coast\\* · 20 Nov 2026',
    '-# \\[2\\] Pasted text · read 21 Nov 2026',
    '-# \\[3\\] Odd',
  ]);
});

test('a heading whose address is no web page is shown as text', () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'not an address', 'file:///etc/passwd']) {
    expect(linkable(url)).toBeNull();
    const [text] = textsOf(
      formatMessage({ state: 'final', blocks: [{ kind: 'heading', text: 'T', url }], buttons: [] }),
    );
    expect(text).toBe(`### ${escapeLine(`T ${url}`)}`);
  }
});

test('what does not fit is left out from the end, whole, and counted; small print stays', () => {
  const items = Array.from({ length: 60 }, (_, i) => ({
    text: `Statement ${i} ${'word '.repeat(80)}`,
    marks: [i],
    quoted: false,
  }));
  const [body = '', small] = textsOf(
    formatMessage({
      state: 'final',
      blocks: [
        { kind: 'claims', items },
        { kind: 'note', text: 'Read 100 %' },
      ],
      buttons: [],
    }),
  );
  const shown = body.match(/Statement \d+/g)?.length ?? 0;
  expect(shown).toBeGreaterThan(5);
  expect(body).toContain(`… ${60 - shown} more lines`);
  expect(small).toBe('-# Read 100 %');
});

test('a message that pings begins with the role, and says it to the platform only where it is new', () => {
  const message: Message = {
    state: 'final',
    blocks: [{ kind: 'text', text: `Hear, <@&${ROLE}>` }],
    buttons: [],
    ping: `&${ROLE}`,
  };
  const payload = formatMessage(message);
  expect(textsOf(payload)).toEqual([`<@&${ROLE}>`, `Hear, \\<\\@&${ROLE}\\>`]);
  expect(payload.allowed_mentions).toEqual({ parse: [] });
  expect(asPing(payload, message).allowed_mentions).toEqual({ parse: [], roles: [ROLE] });
  for (const ping of ['&77', '&S0GROUP', '@123456789012345678', '&@everyone', '&here', null]) {
    const other = { ...message, ping };
    expect(asPing(formatMessage(other), other)).toEqual(formatMessage({ ...message, ping: null }));
  }
});

test('a call that stands in a message twice is shown once', () => {
  const button = { label: 'More', command: 'evidence', options: { summary: '4' } };
  const { components } = formatMessage({ state: 'final', blocks: [], buttons: [button, button] });
  expect(components[0].components).toMatchObject([{ content: '…' }, { type: 1, components: [{ label: 'More' }] }]);
});

/** Marks that Discord would act on: those that no backslash stands before. */
function liveMarkup(text: string): string[] {
  const bare = text.replace(/\\[^0-9A-Za-z\s]/g, '\u0001');
  const inline = bare.match(/[*_~`|<>[\]@\\]|:\/\/|:\w+:/g) ?? [];
  const blocks = bare.split('\n').flatMap((line) => line.match(/^\s*(?:[-+#>]|\d+\.)/) ?? []);
  return [...inline, ...blocks];
}

function textsOf({ components }: { components: readonly { components?: readonly object[] }[] }): string[] {
  return (components[0]?.components ?? []).flatMap((one) => ('content' in one ? [String(one.content)] : []));
}

function randomMessage(random: () => number): Message {
  const count = (most: number) => Math.floor(random() * most);
  const text = () => pick(random, HOSTILE);
  const block = (): Block => {
    const kind = pick(random, ['heading', 'text', 'claims', 'sources', 'sentences', 'code', 'note'] as const);
    const long = `https://a.example/${'x'.repeat(900)}`;
    const url = () => pick(random, [null, 'https://a.example/(b)', 'x:y', long, text()]);
    if (kind === 'heading') return { kind, text: text(), url: url() };
    if (kind === 'sources') {
      const about = { site: text(), date: text() };
      return {
        kind,
        items: Array.from({ length: count(20) }, (_, id) => ({ id, text: text(), ...about, url: url() })),
      };
    }
    if (kind === 'text' || kind === 'code' || kind === 'note') return { kind, text: text() };
    if (kind === 'claims') {
      const items = Array.from({ length: count(20) }, () => ({
        text: text(),
        marks: Array.from({ length: count(30) }, (_, at) => at),
        quoted: random() < 0.5,
      }));
      return { kind, items };
    }
    return {
      kind,
      items: Array.from({ length: count(20) }, (_, id) => ({ id, text: text(), context: random() < 0.5 })),
    };
  };
  const label = () => text().slice(0, 75) || 'x';
  return {
    ping: pick(random, [null, `&${ROLE}`, '&77', '&S0ROLE', `&${ROLE}> @everyone`]),
    state: pick(random, ['progress', 'final', 'error'] as const),
    blocks: Array.from({ length: count(30) }, block),
    buttons: Array.from({ length: count(11) }, (_, at) => ({
      label: label(),
      command: 'go',
      options: { n: String(at % 7) },
    })),
    menus: Array.from({ length: count(3) }, (_, at) => ({
      label: label(),
      command: 'pick',
      options: { n: String(at) },
      option: 'style',
      choices: Array.from({ length: 1 + count(25) }, label),
    })),
  };
}

function pick<T>(random: () => number, all: readonly T[]): T {
  const one = all[Math.floor(random() * all.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}

/** The same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
