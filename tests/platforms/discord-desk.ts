import { Writable } from 'node:stream';
import { pino } from 'pino';
import { defineCommand, LATER } from '../../src/chat/command.ts';
import { createDispatch } from '../../src/chat/dispatch.ts';
import { type Message, progress, words } from '../../src/chat/message.ts';
import { choice, file, language, line, type Menus, required, text, url } from '../../src/chat/options.ts';
import { send } from '../../src/delivery/send.ts';
import { UserError } from '../../src/errors.ts';
import type { Delivery, Replies, Reply } from '../../src/news/ports.ts';
import { connectDiscord } from '../../src/platforms/discord/index.ts';
import type { DiscordSettings } from '../../src/platforms/discord/settings.ts';
import {
  type Channel,
  type DiscordDouble,
  type DiscordMessage,
  type DiscordOptions,
  type DiscordPerson,
  type Guild,
  startDiscord,
} from '../doubles/discord/index.ts';

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
}

export function resultOf(title: string): Message {
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: title, url: 'https://news.example/bridge' },
      { kind: 'claims', items: [{ text: 'The bridge @everyone *reopened*.', marks: [1], quoted: false }] },
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
    async run(call, { keep }: Kept) {
      keep(heardOf('summarize', call));
      return LATER;
    },
  }),
  defineCommand({
    name: 'help',
    description: 'What there is',
    access: 'everyone',
    opens: 'private',
    options: {},
    run: async () => words('Here is what there is.'),
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
    name: 'slow',
    description: 'Answers its asker later',
    access: 'everyone',
    opens: 'private',
    options: {},
    async run(call, { keep }: Kept) {
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
    name: 'remove',
    description: 'Removes a message',
    access: 'everyone',
    opens: 'private',
    isHidden: true,
    onMessage: { label: 'Remove', read: ({ ref, isOurs }) => [{ message: `${ref} ${isOurs ? 'ours' : 'theirs'}` }] },
    options: { message: required(text('Which')) },
    run: async ({ options }) => words(`Removed ${options.message}`),
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
    run: async ({ options }) => words(`${options.summary} was ${options.reason}, ${options.more ?? 'no more'}`),
  }),
] as const;

function heardOf(
  command: string,
  { options, reply, scope, caller }: { options: object; reply: string; scope: Heard['scope']; caller: { ref: string } },
): Heard {
  return { command, options: { ...options }, reply, scope, caller: caller.ref };
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
    takeUse: async () => true,
    findByMessage: async (channel, message) =>
      [...all.values()].find((one) => one.scope.channel === channel && one.message === message) ?? null,
    async purge() {},
  };
}

export interface Desk extends AsyncDisposable {
  discord: DiscordDouble;
  guild: Guild;
  channel: Channel;
  /** An ordinary member in the channel. */
  ann: DiscordPerson;
  connection: ReturnType<typeof connectDiscord>;
  replies: ReturnType<typeof createReplies>;
  welcomed: { workspace: string; postTo: string }[];
  untilWelcomed(count: number): Promise<void>;
  /** What connecting needs. */
  ports: Parameters<typeof connectDiscord>[1];
  /** Ends the way in and opens it again. */
  reopen(): Promise<void>;
  /** What was logged, each an event. */
  logged: Record<string, unknown>[];
  /** The first event, past or to come, that fits. */
  untilLogged(fits: (event: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  advance(ms: number): void;
  /** The next call of this command. */
  asked(command: string): Promise<Heard>;
  step(reply: string, said: string): Promise<void>;
  /** As the deliverer does it. */
  finish(reply: string, message?: Message): Promise<string>;
  post(ref: string, message: Message, key?: string): Promise<string>;
}

/** A desk on Discord's double, in a server with one channel and an ordinary member. */
export async function openDesk(given: Partial<DiscordSettings> = {}, options: DiscordOptions = {}): Promise<Desk> {
  let now = Date.now();
  const clock = () => now;
  const discord = await startDiscord({ clock, ...options });
  const guild = discord.world.addGuild({ name: 'Newsroom', channels: [{ name: 'general' }] });
  const channel = discord.world.channels().find(({ guildId }) => guildId === guild.id);
  if (!channel) throw new Error('the double has no channel');
  const user = discord.world.addUser({ name: 'Ann' });
  discord.world.addMember(guild, user);
  const { logger, logged, untilLogged } = watchedLogger();
  const replies = createReplies();
  const connection = connectDiscord({ ...settingsFor(discord), ...given }, { replies, clock, logger });
  const welcomed: Desk['welcomed'] = [];
  const { keep, asked } = waitingList();
  const dispatch = createDispatch({ commands, menus, ports: { keep }, moderatorsOf: async () => [], logger });
  const deliver = async ({ target, how, message, key }: Delivery) =>
    await send({ target, how, message, key, attempts: 1 }, connection.platform, { mayHaveArrived: false });
  const deliveries = {
    async commit(all: readonly Delivery[]) {
      for (const delivery of all) await deliver(delivery);
    },
  };
  const welcome = async (one: { workspace: string; postTo: string }) => {
    welcomed.push(one);
    // So that what waits for the log looks here, too.
    logger.debug({ event: 'welcome' });
  };
  const open = () => connection.open({ commands, menus, dispatch, replies, clock, logger, deliveries, welcome });
  let front = await open().catch(async (error: unknown) => {
    await connection.close();
    await discord.close();
    throw error;
  });
  let key = 0;
  return {
    ...{ discord, guild, channel, connection, replies, welcomed, logged, untilLogged, asked },
    ann: discord.person(user, channel),
    ports: { replies, clock, logger },
    untilWelcomed: async (count) => void (await untilLogged(() => welcomed.length >= count)),
    async reopen() {
      await front.close();
      front = await open();
    },
    advance(ms) {
      now += ms;
    },
    step: (reply, said) => connection.platform.edit(reply, progress(said)),
    finish: async (reply, message = resultOf('Bridge reopens')) =>
      await deliver({ key: `${reply} done`, target: reply, how: 'edit', message }),
    post: (ref, message, given = `key ${key++}`) => deliver({ key: given, target: ref, how: 'post', message }),
    async [Symbol.asyncDispose]() {
      await front.close();
      await connection.close();
      await discord.close();
    },
  };
}

export function settingsFor(discord: DiscordDouble): DiscordSettings {
  return { token: discord.token, apiUrl: discord.api, guilds: [], shards: 'auto', messageContent: false, proxy: null };
}

/** All that stands in a message. */
export function shown(message: DiscordMessage | null | undefined): string {
  return JSON.stringify(message?.components ?? []);
}

function waitingList() {
  const kept: Heard[] = [];
  const waiting: (() => void)[] = [];
  return {
    keep(heard: Heard) {
      kept.push(heard);
      for (const look of waiting.splice(0)) look();
    },
    async asked(command: string): Promise<Heard> {
      for (;;) {
        const index = kept.findIndex((one) => one.command === command);
        const [found] = index === -1 ? [] : kept.splice(index, 1);
        if (found) return found;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}

function watchedLogger() {
  const logged: Record<string, unknown>[] = [];
  const waiting: (() => void)[] = [];
  const sink = new Writable({
    write(line, _, done) {
      logged.push(JSON.parse(String(line)));
      for (const look of waiting.splice(0)) look();
      done();
    },
  });
  return {
    logger: pino({ level: 'debug', base: null }, sink),
    logged,
    async untilLogged(fits: (event: Record<string, unknown>) => boolean) {
      for (;;) {
        const found = logged.find(fits);
        if (found) return found;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}
