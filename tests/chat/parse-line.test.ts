import { expect, test } from 'vitest';
import { file, type Options, text, url } from '../../src/chat/options.ts';
import { parseLine } from '../../src/chat/parse-line.ts';

const summarize = { name: 'summarize', options: { url: url(''), text: text(''), style: text(''), file: file('') } };
const commands: { name: string; options: Options }[] = [
  summarize,
  { name: 'source', options: {} },
  { name: 'source add', options: { url: url('') } },
];

test.each([
  ['https://example.org/a', { url: 'https://example.org/a' }],
  ['/summarize https://example.org/a', { url: 'https://example.org/a' }],
  ['/summarize  https://example.org/a  style:brief', { url: 'https://example.org/a', style: 'brief' }],
  [
    '/summarize style:brief https://example.org/a?x=style:deep',
    { url: 'https://example.org/a?x=style:deep', style: 'brief' },
  ],
  ['/summarize text:"two words: here" style:“plain”', { text: 'two words: here', style: 'plain' }],
  ['/summarize A sentence, typed. And another.', { text: 'A sentence, typed. And another.' }],
  ['/summarize "A quoted sentence."', { text: 'A quoted sentence.' }],
  ['/summarize nonsense', { url: 'nonsense' }],
  ['/summarize note:this is no option', { text: 'note:this is no option' }],
  ['/summarize', {}],
])('%s is read as its options', (line, options) => {
  expect(parseLine(line, commands)).toEqual({ command: 'summarize', options });
});

test('a sub-command is told from the command it begins with', () => {
  expect(parseLine('/source add https://example.org', commands)).toEqual({
    command: 'source add',
    options: { url: 'https://example.org' },
  });
});

test.each(['/sumarize https://example.org', '/summarized', 'hello there', ''])('%j is no command', (line) => {
  expect(() => parseLine(line, commands)).toThrow(/There is no command/);
});

test('words for a command without options are refused in words', () => {
  expect(() => parseLine('/source all', commands)).toThrow(/There is: none/);
});
