import { expect, test } from 'vitest';
import { type Coded, decodeCall, encodeCall } from '../../src/chat/call-code.ts';
import { buttonSchema } from '../../src/chat/message.ts';

test.each<Coded>([
  { command: 'evidence', options: { summary: '123', from: '4' }, picked: null },
  { command: 'settings set', options: {}, picked: null },
  { command: 'rewrite', options: { summary: '9&8=7#6 ü' }, picked: 'style' },
])('a call survives being carried: %j', (call) => {
  const code = encodeCall(call, call.picked);
  expect(code?.length).toBeLessThanOrEqual(100);
  expect(decodeCall(code ?? '')).toEqual(call);
});

test.each(['', 'https://example.org', 'evidence', 'DROP TABLE?x=1', '?a=b'])('%j is not one of ours', (code) => {
  expect(decodeCall(code)).toBeNull();
});

test('a button that no platform could carry fails where it is made', () => {
  const button = { label: 'Too much', command: 'ask', options: { question: 'x'.repeat(100) } };
  expect(() => buttonSchema.parse(button)).toThrow('too long for a button');
});
