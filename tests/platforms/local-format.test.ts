import { expect, test } from 'vitest';
import type { Message } from '../../src/chat/message.ts';
import { formatMessage } from '../../src/platforms/local/format.ts';

const look = { width: 40, colors: false };

function withClaim(text: string, quoted = false): Message {
  return { state: 'final', blocks: [{ kind: 'claims', items: [{ text, marks: [1, 4], quoted }] }], buttons: [] };
}

test('a statement is wrapped under its bullet and ends in its sentence numbers', () => {
  expect(formatMessage(withClaim('The ferry stopped on Sunday after cracks were found.'), look).trimEnd()).toBe(
    '• The ferry stopped on Sunday after\n  cracks were found. [1, 4]',
  );
});

test('a line about a channel begins with its name', () => {
  const blocks = [{ kind: 'text', text: '3 calls', channel: 'local:news' }] as const;
  expect(formatMessage({ state: 'final', blocks: [...blocks], buttons: [] }, look)).toBe('#news 3 calls');
});

test('the source’s own sentence stands in quotation marks, once', () => {
  expect(formatMessage(withClaim('It stopped.', true), look)).toContain('“It stopped.” [1, 4]');
  expect(formatMessage(withClaim('“It stopped.”', true), look)).toContain('• “It stopped.” [1, 4]');
});

test('escape sequences, control characters and direction overrides of an article do not reach the terminal', () => {
  const shown = formatMessage(withClaim('a\u001b[2J\u001b]0;title\u0007b\u0008\u202ec'), look);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
});

test('what is to be copied keeps its lines and spaces, however long they are', () => {
  const text = `sources:\n  - url: https://a.example/${'x'.repeat(60)}\n    paused: true`;
  expect(formatMessage({ state: 'final', blocks: [{ kind: 'code', text }], buttons: [] }, look)).toBe(text);
});

test('sources are numbered, each with its outlet, its date and, below, its address', () => {
  const items = [
    { id: 1, text: 'Bridge reopens', site: 'The Coast', date: '20 Nov 2026', url: 'https://a.example/b' },
    { id: 2, text: 'Pasted text', site: null, date: 'read 21 Nov 2026', url: null },
  ];
  expect(formatMessage({ state: 'final', blocks: [{ kind: 'sources', items }], buttons: [] }, look)).toBe(
    '[1] Bridge reopens · The Coast · 20 Nov\n    2026\n    https://a.example/b\n[2] Pasted text · read 21 Nov 2026\n',
  );
});

test('a button is shown as the command it types', () => {
  const message: Message = {
    state: 'final',
    blocks: [],
    buttons: [{ label: 'Evidence', command: 'evidence', options: { summary: '7' } }],
  };
  expect(formatMessage(message, look)).toBe('[Evidence] /evidence summary:7');
});
