import { type AnyCommand, defineCommand } from '../../src/chat/command.ts';
import { createDispatch } from '../../src/chat/dispatch.ts';
import { type Message, progress, words } from '../../src/chat/message.ts';
import { send } from '../../src/delivery/send.ts';
import { createLogger } from '../../src/logger.ts';
import type { Delivery } from '../../src/news/ports.ts';
import type { Overheard } from '../../src/news/posted-link.ts';
import { connectSlack, type SlackSettings } from '../../src/platforms/slack/index.ts';
import type { Installation, Installations } from '../../src/store/installations.ts';
import { type SlackDouble, startSlack } from '../doubles/slack/index.ts';
import { createReplies, type Heard, menus, resultWith, commands as shared } from './desk-parts.ts';

export const resultOf = (title: string): Message => resultWith('<!channel>', title);

const commands = [
  ...shared,
  defineCommand({
    name: 'members',
    description: 'For members',
    access: 'members',
    opens: 'public',
    options: {},
    run: async () => words('Welcome, member.'),
  }),
] as const;

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
  overheard: Overheard[];
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
  const overheard: Overheard[] = [];
  const push = heard.push.bind(heard);
  heard.push = (...items) => {
    const length = push(...items);
    for (const look of waiting) look();
    return length;
  };
  const dispatch = createDispatch({
    commands,
    menus,
    ports: { keep: (one) => void heard.push(one) },
    moderatorsOf: async () => [],
    logger,
  });
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
    overview: async () => [],
    async overhear(one) {
      overheard.push(one);
      return true;
    },
    clock,
    logger,
  });
  let key = 0;
  return {
    ...{ slack, connection, heard, overheard, welcomed, replies, installations, commands },
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
    readsChannels: false,
    apiUrl: slack.api,
    proxy: null,
  };
}
