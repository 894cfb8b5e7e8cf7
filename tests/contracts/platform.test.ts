import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Message, messageSchema, words } from '../../src/chat/message.ts';
import { type ChatPlatform, MessageGone } from '../../src/delivery/platform.ts';
import type { Reply } from '../../src/news/ports.ts';
import { connectPlatforms } from '../../src/platforms/index.ts';
import { createLocalPlatform } from '../../src/platforms/local/index.ts';
import type { Database } from '../../src/store/database.ts';
import { createInstallations } from '../../src/store/installations.ts';
import { createLocalMessages } from '../../src/store/local-messages.ts';
import { createReplies } from '../../src/store/replies.ts';
import { createSealer } from '../../src/store/seal.ts';
import { testDatabase } from '../doubles/database.ts';
import { startDiscord } from '../doubles/discord/index.ts';
import { startSlack } from '../doubles/slack/index.ts';

/** A platform with a channel and a person in it, as the suite needs them. */
interface Room {
  platform: ChatPlatform;
  channel: string;
  person: string;
  /** Everything that stands in the channel now, as one text each. */
  inChannel(): Promise<string[]>;
  /** The same of a message's thread; where there are no threads, all that came after the message. */
  inThread(message: string): Promise<string[]>;
  /** The same in the person's direct conversation; null where the platform has none. */
  inDirect: (() => Promise<string[]>) | null;
  removeChannel: (() => void) | null;
  violations(): string[];
  close(): Promise<void>;
}

const logger = pino({ level: 'silent' });
const sealer = createSealer('contract');

async function chatApp(
  database: Database,
  settings: Partial<Parameters<typeof connectPlatforms>[0]>,
): Promise<ChatPlatform> {
  const [connection] = await connectPlatforms(
    { discord: null, slack: null, ...settings },
    {
      replies: createReplies(database.db, sealer),
      installations: createInstallations(database.db, sealer),
      clock: Date.now,
      logger,
    },
  );
  if (!connection) throw new Error('no chat app was set up');
  return connection.platform;
}

async function localRoom(database: Database): Promise<Room> {
  const messages = createLocalMessages(database.db, (stored) => messageSchema.parse(stored));
  const inChannel = async () => (await messages.recent('room', 50)).map(({ message }) => JSON.stringify(message));
  return {
    platform: createLocalPlatform(messages),
    ...{ channel: 'local:room', person: 'local:@you', inChannel, inDirect: null, removeChannel: null },
    inThread: async (ref) =>
      (await messages.recent('room', 50))
        .filter(({ id }) => Number(id) > Number(idOf(ref)))
        .map(({ message }) => JSON.stringify(message)),
    violations: () => [],
    close: async () => {},
  };
}

async function discordRoom(database: Database): Promise<Room> {
  const double = await startDiscord();
  const guild = double.world.addGuild({ name: 'Desk' });
  const channel = double.world.addChannel(guild, { name: 'news' });
  const user = double.world.addUser({ name: 'ada' });
  double.world.addMember(guild, user);
  const { token, api: apiUrl } = double;
  const discord = { token, apiUrl, guilds: [], shards: 1, messageContent: false, proxy: null };
  const shown = (id: string) => double.world.messages(id).map((message) => JSON.stringify(message.components));
  return {
    platform: await chatApp(database, { discord }),
    channel: `discord:${channel.id}`,
    person: `discord:@${user.id}`,
    inChannel: async () => shown(channel.id),
    inThread: async (ref) => shown(idOf(ref)),
    inDirect: async () => shown(double.world.dm(user).id),
    removeChannel: () => double.world.deleteChannel(channel),
    violations: double.journal.violations,
    close: double.close,
  };
}

async function slackRoom(database: Database): Promise<Room> {
  const double = await startSlack();
  const channel = double.world.addChannel({ name: 'news' });
  const user = double.world.addUser({ name: 'ada' });
  const slack = {
    ...{ botToken: double.botToken, appToken: double.appToken, apiUrl: double.api, port: 0 },
    ...{ signingSecret: null, clientId: null, clientSecret: null, publicUrl: null, proxy: null, readsChannels: false },
  };
  const shown = (id: string) => double.messages(id).map((message) => JSON.stringify(message.blocks));
  const direct = () => [...double.world.channels.values()].find((one) => one.kind === 'im' && one.user === user.id);
  return {
    platform: await chatApp(database, { slack }),
    channel: `slack:${double.teamId}/${channel.id}`,
    person: `slack:${double.teamId}/@${user.id}`,
    inChannel: async () => shown(channel.id),
    inThread: async (ref) =>
      double
        .messages(channel.id)
        .filter(({ thread_ts: thread }) => thread === idOf(ref))
        .map((message) => JSON.stringify(message.blocks)),
    inDirect: async () => shown(direct()?.id ?? ''),
    removeChannel: () => double.world.deleteChannel(channel.id),
    violations: double.journal.violations,
    close: double.close,
  };
}

function idOf(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/** What delivering relies on, whatever the platform. */
describe.each([
  ['local', localRoom],
  ['discord', discordRoom],
  ['slack', slackRoom],
])('the platform %s', (name, openRoom) => {
  let database: Database;
  let room: Room;
  beforeAll(async () => {
    database = await testDatabase();
    room = await openRoom(database);
  });
  afterAll(async () => {
    await room.close();
    await database.close();
    expect(room.violations()).toEqual([]);
  });

  const holding = async (text: string) => (await room.inChannel()).filter((shown) => shown.includes(text));
  const lasting = (id: string, isPrivate: boolean): Reply => ({
    ...{ id, asker: room.person, isPrivate, message: null, pass: null },
    scope: { workspace: `${name}:desk`, channel: room.channel },
  });

  test('a post stands in its channel, and its ref edits it', async () => {
    const ref = await room.platform.post(room.channel, words('first words'), 'key one');
    expect(await holding('first words')).toHaveLength(1);
    await room.platform.edit(ref, words('other words'));
    await room.platform.edit(ref, words('other words'));
    expect(await holding('other words')).toHaveLength(1);
    expect(await holding('first words')).toEqual([]);
  });

  test('a post is the same by its key, or is found by it', async () => {
    const ref = await room.platform.post(room.channel, words('only once'), 'key two');
    if (room.platform.find) expect([ref, 'unknown']).toContain(await room.platform.find(room.channel, 'key two'));
    else expect(await room.platform.post(room.channel, words('only once'), 'key two')).toBe(ref);
    expect(await holding('only once')).toHaveLength(1);
  });

  test('what is removed is gone, and to remove it again is no error', async () => {
    const ref = await room.platform.post(room.channel, words('not for long'), 'key three');
    await room.platform.remove(ref);
    await room.platform.remove(ref);
    expect(await holding('not for long')).toEqual([]);
  });

  test('an edit of what is gone says where to post instead', async () => {
    const ref = await room.platform.post(room.channel, words('soon gone'), 'key four');
    await room.platform.remove(ref);
    const error = await room.platform.edit(ref, words('too late')).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MessageGone);
    expect(error).toMatchObject({ instead: room.channel });
  });

  test('a post after a message stands beside it', async () => {
    const ref = await room.platform.post(room.channel, words('the first'), 'key five');
    await room.platform.post(ref, words('the second'), 'key six');
    expect(await holding('the second')).toHaveLength(1);
  });

  test('posts in a message’s thread stand there, each once, and their refs edit and remove them', async () => {
    const message = await room.platform.post(room.channel, words('what it is about'), 'key of the message');
    const thread = `${message}/thread`;
    const ref = await room.platform.post(thread, words('in the thread'), 'key of the first');
    const other = await room.platform.post(thread, words('beside it'), 'key of the second');
    expect(new Set([message, ref, other]).size).toBe(3);
    if (room.platform.find) expect([ref, 'unknown']).toContain(await room.platform.find(thread, 'key of the first'));
    else expect(await room.platform.post(thread, words('in the thread'), 'key of the first')).toBe(ref);
    await room.platform.edit(ref, words('changed in the thread'));
    expect(await room.inThread(message)).toEqual([
      expect.stringContaining('changed in the thread'),
      expect.stringContaining('beside it'),
    ]);
    await room.platform.remove(other);
    expect(await room.inThread(message)).toHaveLength(1);
  });

  test.runIf(name !== 'local')(
    'a private reply whose time is over goes to who asked, never to the channel',
    async () => {
      await createReplies(database.db, sealer).open(lasting('private1', true));
      const ref = `${room.channel}/rprivate1`;
      const error = await room.platform.edit(ref, words('a secret')).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: 'MessageGone', instead: room.person });
      await room.platform.post(room.person, words('a secret'), 'key seven');
      expect(await room.inDirect?.()).toEqual([expect.stringContaining('a secret')]);
      expect(await holding('a secret')).toEqual([]);
    },
  );

  test('a message of any length and making is taken', async () => {
    const long = 'Über die Brücke 🚢 gehen * _ ` ~ | > # [a](b) <@1> &amp; \u202eevil '.repeat(300);
    const message: Message = {
      state: 'final',
      blocks: [
        { kind: 'heading', text: long, url: 'https://example.org/a(b)' },
        {
          kind: 'claims',
          items: Array.from({ length: 60 }, (_, at) => ({ text: long, marks: [at], quoted: at % 2 === 0 })),
        },
        {
          kind: 'sentences',
          items: Array.from({ length: 60 }, (_, id) => ({ id, text: long, context: id % 2 === 0 })),
        },
        { kind: 'note', text: long },
      ],
      buttons: Array.from({ length: 10 }, (_, at) => ({
        ...{ label: `Button ${at}`, command: 'evidence', options: { summary: String(at) } },
      })),
      menus: [{ label: 'Menu', command: 'rewrite', options: {}, option: 'style', choices: ['brief', 'deep'] }],
    };
    await room.platform.post(room.channel, message, 'key eight');
  });

  test.runIf(name !== 'local')('a channel that was deleted is gone, in words', async () => {
    const ref = await room.platform.post(room.channel, words('the last'), 'key nine');
    room.removeChannel?.();
    await expect(room.platform.post(room.channel, words('nowhere'), 'key ten')).rejects.toBeInstanceOf(MessageGone);
    await expect(room.platform.edit(ref, words('nowhere'))).rejects.toBeInstanceOf(MessageGone);
  });
});
