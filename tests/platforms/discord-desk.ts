import { Writable } from 'node:stream';
import { pino } from 'pino';
import { defineCommand } from '../../src/chat/command.ts';
import { createDispatch } from '../../src/chat/dispatch.ts';
import { type Message, progress, words } from '../../src/chat/message.ts';
import { required, text } from '../../src/chat/options.ts';
import { send } from '../../src/delivery/send.ts';
import type { Delivery } from '../../src/news/ports.ts';
import type { Overheard } from '../../src/news/posted-link.ts';
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
import { createReplies, type Heard, menus, resultWith, commands as shared } from './desk-parts.ts';

export const resultOf = (title: string): Message => resultWith('@everyone', title);

const commands = [
  ...shared,
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
] as const;

export interface Desk extends AsyncDisposable {
  discord: DiscordDouble;
  guild: Guild;
  channel: Channel;
  /** An ordinary member in the channel. */
  ann: DiscordPerson;
  connection: ReturnType<typeof connectDiscord>;
  replies: ReturnType<typeof createReplies>;
  overheard: Overheard[];
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
  const overview = async () => [];
  const overheard: Desk['overheard'] = [];
  const overhear = async (one: Overheard) => {
    overheard.push(one);
    logger.debug({ event: 'overheard' });
    return true;
  };
  const open = () =>
    connection.open({ commands, menus, dispatch, replies, clock, logger, deliveries, welcome, overview, overhear });
  let front = await open().catch(async (error: unknown) => {
    await connection.close();
    await discord.close();
    throw error;
  });
  let key = 0;
  return {
    ...{ discord, guild, channel, connection, replies, overheard, welcomed, logged, untilLogged, asked },
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
