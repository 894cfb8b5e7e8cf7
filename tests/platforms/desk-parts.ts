import { defineCommand, LATER } from '../../src/chat/command.ts';
import { type Message, words } from '../../src/chat/message.ts';
import { choice, file, language, line, type Menus, required, text, url } from '../../src/chat/options.ts';
import { UserError } from '../../src/errors.ts';
import type { Replies, Reply } from '../../src/news/ports.ts';

export const menus: Menus = {
  prompts: { styleNames: ['brief', 'deep'] },
  titled: async (typed) =>
    [
      { title: 'Bridge reopens', address: 'https://news.example/bridge' },
      { title: 'Long address', address: `https://news.example/${'x'.repeat(200)}` },
    ].filter(({ title }) => title.toLowerCase().includes(typed.toLowerCase())),
};

/** What the test's commands were asked. */
export interface Heard {
  command: string;
  options: Record<string, unknown>;
  reply: string;
  scope: { workspace: string; channel: string };
  caller: string;
  isGuest: boolean;
}

/** A result with something to press for each way; `hostile` is what the platform may not read as its markup. */
export function resultWith(hostile: string, title: string): Message {
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: title, url: 'https://news.example/bridge' },
      { kind: 'claims', items: [{ text: `The bridge ${hostile} *reopened*.`, marks: [1], quoted: false }] },
      { kind: 'note', text: 'Read 100 %' },
    ],
    buttons: [
      { label: 'Evidence', command: 'evidence', options: { summary: '7' } },
      { label: 'Again', command: 'again', options: { summary: '7' } },
      { label: 'Complain', command: 'complain', options: { summary: '7' } },
    ],
    menus: [
      { label: 'Style', command: 'again', options: { summary: '7' }, option: 'style', choices: ['brief', 'deep'] },
    ],
  };
}

type Kept = { keep(heard: Heard): void };

/** One command for each way a platform may be asked. */
export const commands = [
  defineCommand({
    name: 'summarize',
    description: 'Summarize an article',
    access: 'everyone',
    opens: 'public',
    form: {
      title: 'Summarize an article',
      fields: ['url', 'text', 'style', 'language'],
      unless: ['url', 'text', 'file'],
    },
    onMessage: {
      label: 'Summarize',
      read({ links, files, text: said }) {
        const found = [...files.map((one) => ({ file: one.handle })), ...links.map((one) => ({ url: one }))];
        if (found.length > 0) return found;
        if (said.length > 20) return [{ text: said }];
        throw new UserError('nothingToRead');
      },
    },
    options: {
      url: url('The address'),
      text: text('The text'),
      file: file('A file'),
      style: choice('How', ({ prompts }) => prompts.styleNames),
      language: language('In which language'),
    },
    async run(call, { keep }: Kept) {
      keep(heardOf('summarize', call));
      return LATER;
    },
  }),
  defineCommand({
    name: 'ask',
    description: 'Answer a question',
    access: 'everyone',
    opens: 'public',
    options: { question: text('What to answer') },
    async run(call, { keep }: Kept) {
      keep(heardOf('ask', call));
      return LATER;
    },
  }),
  defineCommand({
    name: 'help',
    description: 'What there is',
    access: 'everyone',
    opens: 'private',
    options: {},
    run: async (call, { keep }: Kept) => {
      keep(heardOf('help', call));
      return words('Here is what there is.');
    },
  }),
  defineCommand({
    name: 'slow',
    description: 'Answers its asker later',
    access: 'everyone',
    opens: 'private',
    options: {},
    run: async (call, { keep }: Kept) => {
      keep(heardOf('slow', call));
      return LATER;
    },
  }),
  defineCommand({
    name: 'desk close',
    description: 'For moderators',
    access: 'moderators',
    opens: 'public',
    options: {},
    run: async () => words('Closed.'),
  }),
  defineCommand({
    name: 'broken',
    description: 'Fails',
    access: 'everyone',
    opens: 'public',
    options: {},
    run: async (): Promise<Message> => {
      throw new Error('secret facts');
    },
  }),
  defineCommand({
    name: 'evidence',
    description: 'Shows evidence',
    access: 'everyone',
    opens: 'private',
    isHidden: true,
    options: { summary: required(text('Which')) },
    run: async ({ options }) => words(`Evidence of ${options.summary}`),
  }),
  defineCommand({
    name: 'again',
    description: 'Writes again',
    access: 'everyone',
    opens: 'public',
    isHidden: true,
    options: { summary: required(text('Which')), style: choice('How', ({ prompts }) => prompts.styleNames) },
    run: async ({ options }) => words(`Again ${options.summary} ${options.style ?? 'as it was'}`),
  }),
  defineCommand({
    name: 'complain',
    description: 'Says what is wrong with it, and more',
    access: 'everyone',
    opens: 'public',
    isHidden: true,
    form: { title: 'What is wrong?', fields: ['reason', 'more'], unless: ['reason'] },
    options: {
      summary: required(text('Which')),
      reason: required(choice('What', () => ['Too long', 'Too short'])),
      more: line('More'),
    },
    run: async ({ options }) => words(`${options.summary}: ${options.reason}, ${options.more ?? 'no more'}`),
  }),
] as const;

function heardOf(
  command: string,
  {
    options,
    reply,
    scope,
    caller,
  }: { options: object; reply: string; scope: Heard['scope']; caller: { ref: string; isGuest: boolean } },
): Heard {
  return { command, options: { ...options }, reply, scope, caller: caller.ref, isGuest: caller.isGuest };
}

/** Replies in memory, as the store keeps them. */
export function createReplies(): Replies & { all: Map<string, Reply> } {
  const all = new Map<string, Reply>();
  return {
    all,
    async open(reply) {
      const known = all.get(reply.id) ?? reply;
      all.set(reply.id, known);
      return { ...known };
    },
    find: async (id) => all.get(id) ?? null,
    async setMessage(id, message) {
      const reply = all.get(id);
      if (reply) all.set(id, { ...reply, message });
    },
    async takeUse(id) {
      const reply = all.get(id);
      if (!reply?.pass?.uses) return false;
      all.set(id, { ...reply, pass: { ...reply.pass, uses: reply.pass.uses - 1 } });
      return true;
    },
    findByMessage: async (channel, message) =>
      [...all.values()].find((one) => one.scope.channel === channel && one.message === message) ?? null,
    async purge() {},
  };
}
