import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { type HeardMessage, understand } from '../../src/chat/heard.ts';

const nothing: HeardMessage = { ref: 'chat:room/1', text: '', links: [], files: [], isOurs: false };
const file = { name: 'a.pdf', type: 'application/pdf', handle: 'chat:file/7' };
const link = 'https://example.org/a';

test.each<[string, Partial<HeardMessage>, object]>([
  [
    'a link among words',
    { text: `please look at ${link}`, links: [link] },
    { command: 'summarize', options: { url: link } },
  ],
  [
    'a command without its slash',
    { text: `summarize ${link} style:brief`, links: [link] },
    { command: 'summarize', options: { url: link, style: 'brief' } },
  ],
  [
    'a question by its command',
    { text: 'ask who resigned?' },
    { command: 'ask', options: { question: 'who resigned?' } },
  ],
  ['why with an address', { text: `why ${link}`, links: [link] }, { command: 'why', options: { link } }],
  ['a command with its slash', { text: '/help' }, { command: 'help', options: {} }],
  ['a command of two words', { text: 'settings show' }, { command: 'settings show', options: {} }],
  ['a file alone', { files: [file] }, { command: 'summarize', options: { file: file.handle } }],
  [
    'a file with a command',
    { text: 'summarize style:deep', files: [file] },
    { command: 'summarize', options: { style: 'deep', file: file.handle } },
  ],
  ['nothing but the mention', {}, { command: 'help', options: {} }],
])('%s is understood', (_, heard, call) => {
  expect(understand({ ...nothing, ...heard }, commands)).toEqual(call);
});

test.each(['why did the mayor resign?', 'why did he resign', 'help, who is he?', 'evidence 12', 'remove it'])(
  '“%s” is a question',
  (text) => {
    expect(understand({ ...nothing, text }, commands)).toEqual({ command: 'ask', options: { question: text } });
  },
);
