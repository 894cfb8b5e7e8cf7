import { type AnyCommand, defineCommand, LATER } from '../../src/chat/command.ts';
import { createDispatch } from '../../src/chat/dispatch.ts';
import { type Message, progress, words } from '../../src/chat/message.ts';
import { choice, file, language, line, type Menus, required, text, url } from '../../src/chat/options.ts';
import { send } from '../../src/delivery/send.ts';
import { UserError } from '../../src/errors.ts';
import { createLogger } from '../../src/logger.ts';
import type { Delivery, Replies, Reply } from '../../src/news/ports.ts';
import { connectSlack, type SlackSettings } from '../../src/platforms/slack/index.ts';
import type { Installation, Installations } from '../../src/store/installations.ts';
import { type SlackDouble, startSlack } from '../doubles/slack/index.ts';

const menus: Menus = {
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

export function resultOf(title: string): Message {
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: title, url: 'https://news.example/bridge' },
      { kind: 'claims', items: [{ text: 'The bridge <!channel> *reopened*.', marks: [1], quoted: false }] },
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

type Kept = { heard: Heard[] };

/** One command for each way a platform may be asked. */
const commands = [
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
    async run(call, { heard }: Kept) {
      heard.push(keep('summarize', call));
      return LATER;
    },
  }),
  defineCommand({
    name: 'help',
    description: 'What there is',
    access: 'everyone',
    opens: 'private',
    options: {},
    run: async (call, { heard }: Kept) => {
      heard.push(keep('help', call));
      return words('Here is what there is.');
    },
  }),
  defineCommand({
    name: 'slow',
    description: 'Answers its asker later',
    access: 'everyone',
    opens: 'private',
    options: {},
    run: async (call, { heard }: Kept) => {
      heard.push(keep('slow', call));
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
    name: 'members',
    description: 'For members',
    access: 'members',
    opens: 'public',
    options: {},
    run: async () => words('Welcome, member.'),
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

function keep(
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
function createReplies(): Replies & { all: Map<string, Reply> } {
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

function createInstallations(): Installations {
  const all = new Map<string, Installation>();
  return {
    save: async (one) => void all.set(one.team, one),
    find: async (team) => all.get(team) ?? null,
    all: async () => [...all.values()],
    remove: async (team) => void all.delete(team),
  };
}

export interface Desk extends AsyncDisposable {
  slack: SlackDouble;
  connection: ReturnType<typeof connectSlack>;
  heard: Heard[];
  welcomed: { workspace: string; postTo: string }[];
  replies: ReturnType<typeof createReplies>;
  installations: Installations;
  commands: readonly AnyCommand[];
  /** Moves the desk's clock and the double's. */
  advance(ms: number): void;
  /** The next call of this command. */
  asked(command: string): Promise<Heard>;
  /** As a worker does: a step, and the result. */
  step(reply: string, words: string): Promise<void>;
  finish(reply: string, message?: Message): Promise<void>;
  post(ref: string, message: Message, key?: string): Promise<string>;
}

/** A desk on Slack's double, over the socket unless the settings say otherwise. */
export async function openDesk(
  given: Partial<SlackSettings> = {},
  facts: { scopes?: string[]; slack?: SlackDouble; replies?: Desk['replies'] } = {},
): Promise<Desk> {
  let now = Date.now();
  const clock = () => now;
  const slack = facts.slack ?? (await startSlack({ clock, ...(facts.scopes ? { scopes: facts.scopes } : {}) }));
  const logger = createLogger('fatal');
  const replies = facts.replies ?? createReplies();
  const installations = createInstallations();
  const settings = { ...settingsFor(slack), ...given };
  const connection = connectSlack(settings, { replies, installations, clock, logger });
  const heard: Heard[] = [];
  const waiting: (() => void)[] = [];
  const welcomed: Desk['welcomed'] = [];
  const push = heard.push.bind(heard);
  heard.push = (...items) => {
    const length = push(...items);
    for (const look of waiting) look();
    return length;
  };
  const dispatch = createDispatch({ commands, menus, ports: { heard }, moderatorsOf: async () => [], logger });
  const deliver = async ({ target, how, message, key }: Delivery) =>
    await send({ target, how, message, key, attempts: 1 }, connection.platform, { mayHaveArrived: false });
  const front = await connection.open({
    commands,
    menus,
    dispatch,
    replies,
    deliveries: {
      async commit(deliveries) {
        for (const delivery of deliveries) await deliver(delivery);
      },
    },
    welcome: async (one) => void welcomed.push(one),
    clock,
    logger,
  });
  let key = 0;
  return {
    ...{ slack, connection, heard, welcomed, replies, installations, commands },
    advance(ms) {
      now += ms;
    },
    async asked(command) {
      for (;;) {
        const index = heard.findIndex((one) => one.command === command);
        const [found] = index === -1 ? [] : heard.splice(index, 1);
        if (found) return found;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    step: (reply, said) => connection.platform.edit(reply, progress(said)),
    finish: async (reply, message = resultOf('Bridge reopens')) =>
      void (await deliver({ key: reply, target: reply, how: 'edit', message })),
    post: (ref, message, given = `key ${key++}`) => connection.platform.post(ref, message, given),
    async [Symbol.asyncDispose]() {
      await front.close();
      await connection.close();
      // Who brought the double ends it.
      if (!facts.slack) await slack.close();
    },
  };
}

export function settingsFor(slack: SlackDouble): SlackSettings {
  return {
    botToken: slack.botToken,
    appToken: slack.appToken,
    signingSecret: null,
    port: 0,
    clientId: null,
    clientSecret: null,
    publicUrl: null,
    apiUrl: slack.api,
    proxy: null,
  };
}
