import { commands } from '../../commands/index.ts';
import type { Doing, SlackDouble, SlackMessage } from '../doubles/slack/index.ts';
import { type Action, FIRST_ANSWER_MS, type Seat, type Shown, type ShownMessage, type Side, within } from './side.ts';

/** The callback of a message shortcut, as the app manifest has it. */
const READ = 'read:';

/** Slack as the lab plays it: one workspace with a channel, a member and an admin. */
export function createSlackSide(slack: SlackDouble): Side {
  const { world } = slack;
  const users = {
    member: world.addUser({ name: 'mia', realName: 'Mia' }),
    moderator: world.addUser({ name: 'max', realName: 'Max', isAdmin: true }),
  };
  const ids = Object.values(users).map(({ id }) => id);
  const channel = world.addChannel({ name: 'news', members: [...ids, slack.botUserId] });
  const dms = {
    member: world.addChannel({ kind: 'im', user: users.member.id, members: [users.member.id] }),
    moderator: world.addChannel({ kind: 'im', user: users.moderator.id, members: [users.moderator.id] }),
  };
  const channelOf = ({ who, place }: Seat) => (place === 'dm' ? dms[who].id : channel.id);
  const personAt = (seat: Seat) => slack.person(users[seat.who].id, channelOf(seat));
  const nameOf = (id: string) => world.users.get(id)?.realName ?? id;
  const menus = commands.flatMap(({ name, onMessage }) => (onMessage ? [{ label: onMessage.label, name }] : []));

  async function act(seat: Seat, action: Action): Promise<void> {
    const person = personAt(seat);
    if (action.kind === 'line') return await sent(say(seat, action.text, action.replyTo));
    if (action.kind === 'home') return await sent(person.openHome('home'));
    if (action.kind === 'cancel') return await sent(person.dismiss());
    if (action.kind === 'button') return await sent(person.click(action.where, action.action));
    if (action.kind === 'select') return await sent(person.select(action.where, action.action, single(action.values)));
    if (action.kind === 'submit') return await sent(person.submit(action.fields));
    const menu = menus.find(({ label }) => label === action.name);
    if (!menu) throw new Error(`No shortcut is called ${action.name}.`);
    await sent(person.messageShortcut(READ + menu.name, action.where));
  }

  function say(seat: Seat, text: string, replyTo: string | null): Doing {
    const person = personAt(seat);
    if (text.startsWith('/')) return person.slash(text);
    const extra = replyTo ? { threadTs: threadOf(channelOf(seat), replyTo) } : {};
    const mentioned = /^@copydesk\b\s*/i.exec(text)?.[0];
    if (mentioned !== undefined && seat.place === 'channel') return person.mention(text.slice(mentioned.length), extra);
    return person.says(text.slice(mentioned?.length ?? 0), extra);
  }

  function threadOf(where: string, ts: string): string {
    return slack.messages(where).find((message) => message.ts === ts)?.thread_ts ?? ts;
  }

  function shown(seat: Seat): Shown {
    const own = users[seat.who].id;
    const seen = slack
      .messages(channelOf(seat))
      .filter(({ isDeleted, ephemeralTo }) => !isDeleted && (ephemeralTo === null || ephemeralTo === own));
    const person = personAt(seat);
    return {
      place: seat.place === 'dm' ? 'Direct message with Copydesk' : `#${channel.name}`,
      messages: seen.toSorted(byThread).map((message) => shownMessage(message, nameOf)),
      modal: person.view(),
      home: person.home(),
      menus: menus.map(({ label }) => label),
      names: Object.fromEntries([
        ...[...world.users.values()].map(({ id, realName }) => [id, realName]),
        ...[...world.channels.values()].map(({ id, name }) => [id, name]),
      ]),
    };
  }

  return {
    journal: slack.journal,
    facts: () => ({
      ...{ api: slack.api, origin: slack.origin, botToken: slack.botToken, appToken: slack.appToken },
      ...{ signingSecret: slack.signingSecret, teamId: slack.teamId, appId: slack.appId },
      ...{ botUserId: slack.botUserId, botId: slack.botId, channelId: channel.id, users, dms: dmIds(dms) },
      channels: [...world.channels.values()].map(({ id, name, kind }) => ({ id, name, kind })),
    }),
    ...{ shown, act },
    complete: async (_seat, line) => slashCommandsLike(line),
    options: async (seat, where, action, typed) =>
      (await personAt(seat).options(action, typed, where)).map(({ text, value }) => ({ label: text, value })),
    send: (payload) => send(slack, payload),
  };
}

/** The person goes on at once; that there was nobody to send it to is told. */
async function sent({ ack }: Doing): Promise<void> {
  await within(
    ack.then(() => undefined),
    FIRST_ANSWER_MS,
  );
}

function single(values: string[]): string | string[] {
  const [first] = values;
  return first !== undefined && values.length === 1 ? first : values;
}

/** Replies stand below the message that began their thread. */
function byThread(a: SlackMessage, b: SlackMessage): number {
  const [rootA, rootB] = [Number(a.thread_ts ?? a.ts), Number(b.thread_ts ?? b.ts)];
  return rootA - rootB || Number(a.ts) - Number(b.ts);
}

function shownMessage(message: SlackMessage, nameOf: (id: string) => string): ShownMessage {
  const { ts, thread_ts: thread, ephemeralTo } = message;
  return {
    ...{ id: ts, payload: message, author: nameOf(message.user), isApp: message.bot_id !== undefined },
    ...{ isEphemeral: ephemeralTo !== null, isReply: thread !== undefined && thread !== ts },
  };
}

function dmIds(dms: Record<string, { id: string }>): Record<string, string> {
  return Object.fromEntries(Object.entries(dms).map(([who, { id }]) => [who, id]));
}

function slashCommandsLike(line: string): { label: string; value: string }[] {
  if (!line.startsWith('/') || line.includes(' ')) return [];
  const visible = commands.filter(({ isHidden }) => !isHidden);
  return visible
    .filter(({ name }) => `/${name}`.startsWith(line.toLowerCase()))
    .map(({ name, description }) => ({ label: `/${name} ${description}`, value: `/${name} ` }));
}

/** A Socket Mode payload, or a whole envelope `{type, payload}`. */
async function send(slack: SlackDouble, given: Record<string, unknown>): Promise<Record<string, unknown>> {
  const isEnvelope = typeof given.payload === 'object' && given.payload !== null;
  // Just looked at.
  const payload = isEnvelope ? (given.payload as Record<string, unknown>) : given;
  const ack = await within(slack.send(payload), FIRST_ANSWER_MS);
  if (!ack) return { ok: false, problem: `no ack in ${FIRST_ANSWER_MS} ms` };
  return { ok: true, ack: ack.payload, ms: ack.ms };
}
