import { commands } from '../../commands/index.ts';
import type { Doing, SlackDouble, SlackMessage, SlackPerson, SlackUser } from '../doubles/slack/index.ts';
import { type Action, type Seat, type Shown, type ShownMessage, type Side, within } from './side.ts';

/** The callback of a message shortcut, as the app manifest has it. */
const READ = 'read:';

/** One workspace with a channel, a member and an admin. */
interface Place {
  slack: SlackDouble;
  users: Record<Seat['who'], SlackUser>;
  channelId: string;
  /** Each person's conversation with the bot. */
  dms: Record<Seat['who'], string>;
}

const menus = commands.flatMap(({ name, onMessage }) => (onMessage ? [{ label: onMessage.label, name }] : []));

/** Slack as the lab plays it. */
export function createSlackSide(slack: SlackDouble, answerMs: number): Side {
  const place = settle(slack);
  const { users, channelId, dms } = place;
  return {
    journal: slack.journal,
    facts: () => ({
      ...{ api: slack.api, origin: slack.origin, botToken: slack.botToken, appToken: slack.appToken },
      ...{ signingSecret: slack.signingSecret, teamId: slack.teamId, appId: slack.appId },
      ...{ botUserId: slack.botUserId, botId: slack.botId, channelId, users, dms },
      channels: [...slack.world.channels.values()].map(({ id, name, kind }) => ({ id, name, kind })),
    }),
    shown: (seat) => shown(place, seat),
    act: (seat, action) => act(place, seat, action, answerMs),
    complete: async (_seat, line) => slashCommandsLike(line),
    options: async (seat, where, action, typed) =>
      (await personAt(place, seat).options(action, typed, where)).map(({ text, value }) => ({ label: text, value })),
    send: (payload) => send(slack, payload, answerMs),
  };
}

function settle(slack: SlackDouble): Place {
  const { world } = slack;
  const users = {
    member: world.addUser({ name: 'mia', realName: 'Mia' }),
    moderator: world.addUser({ name: 'max', realName: 'Max', isAdmin: true }),
  };
  const members = [...Object.values(users).map(({ id }) => id), slack.botUserId];
  const dmOf = ({ id }: SlackUser) => world.addChannel({ kind: 'im', user: id, members: [id] }).id;
  const dms = { member: dmOf(users.member), moderator: dmOf(users.moderator) };
  return { slack, users, dms, channelId: world.addChannel({ name: 'news', members }).id };
}

function channelOf({ dms, channelId }: Place, seat: Seat): string {
  return seat.place === 'dm' ? dms[seat.who] : channelId;
}

function personAt(place: Place, seat: Seat): SlackPerson {
  return place.slack.person(place.users[seat.who].id, channelOf(place, seat));
}

/** Over once the bot has acknowledged it; rejects where there was no bot to send it to. */
async function act(place: Place, seat: Seat, action: Action, answerMs: number): Promise<void> {
  const { ack } = action.kind === 'line' ? say(place, seat, action) : interact(personAt(place, seat), action);
  await within(ack, answerMs);
}

function interact(person: SlackPerson, action: Exclude<Action, { kind: 'line' }>): Doing {
  if (action.kind === 'home') return person.openHome('home');
  if (action.kind === 'cancel') return person.dismiss();
  if (action.kind === 'submit') return person.submit(action.fields);
  if (action.kind === 'button') return person.click(action.where, action.action);
  if (action.kind === 'select') return person.select(action.where, action.action, single(action.values));
  const menu = menus.find(({ label }) => label === action.name);
  if (!menu) throw new Error(`No shortcut is called ${action.name}.`);
  return person.messageShortcut(READ + menu.name, action.where);
}

function say(place: Place, seat: Seat, { text, replyTo }: Extract<Action, { kind: 'line' }>): Doing {
  const person = personAt(place, seat);
  if (text.startsWith('/')) return person.slash(text);
  const replied = place.slack.messages(person.channel.id).find(({ ts }) => ts === replyTo);
  const extra = replied ? { threadTs: replied.thread_ts ?? replied.ts } : {};
  const mentioned = /^@copydesk\b\s*/i.exec(text)?.[0];
  const words = text.slice(mentioned?.length ?? 0);
  const isMention = mentioned !== undefined && seat.place === 'channel';
  return isMention ? person.mention(words, extra) : person.says(words, extra);
}

function single(values: string[]): string | string[] {
  const [first] = values;
  return first !== undefined && values.length === 1 ? first : values;
}

function shown(place: Place, seat: Seat): Shown {
  const { world, messages } = place.slack;
  const own = place.users[seat.who].id;
  const person = personAt(place, seat);
  const seen = messages(person.channel.id).filter(({ ephemeralTo }) => ephemeralTo === null || ephemeralTo === own);
  const names = Object.fromEntries([
    ...[...world.users.values()].map(({ id, realName }) => [id, realName]),
    ...[...world.channels.values()].map(({ id, name }) => [id, name]),
  ]);
  return {
    place: seat.place === 'dm' ? 'Direct message with Copydesk' : `#${person.channel.name}`,
    messages: seen.toSorted(byThread).map((message) => shownMessage(message, names[message.user] ?? message.user)),
    ...{ modal: person.view(), home: person.home(), names },
    menus: menus.map(({ label }) => label),
  };
}

/** Replies stand below the message that began their thread. */
function byThread(a: SlackMessage, b: SlackMessage): number {
  const [rootA, rootB] = [Number(a.thread_ts ?? a.ts), Number(b.thread_ts ?? b.ts)];
  return rootA - rootB || Number(a.ts) - Number(b.ts);
}

function shownMessage(message: SlackMessage, author: string): ShownMessage {
  const { ts, thread_ts: thread, ephemeralTo, bot_id: bot } = message;
  const isReply = thread !== undefined && thread !== ts;
  return { id: ts, payload: message, author, isApp: bot !== undefined, isEphemeral: ephemeralTo !== null, isReply };
}

function slashCommandsLike(line: string): { label: string; value: string }[] {
  const visible = line.startsWith('/') ? commands.filter(({ isHidden }) => !isHidden) : [];
  return visible
    .filter(({ name }) => `/${name} `.startsWith(line.toLowerCase()))
    .map(({ name, description }) => ({ label: `/${name} ${description}`, value: `/${name} ` }));
}

/** A Socket Mode payload, or a whole envelope `{type, payload}`. */
async function send(
  slack: SlackDouble,
  given: Record<string, unknown>,
  answerMs: number,
): Promise<Record<string, unknown>> {
  const isEnvelope = typeof given.payload === 'object' && given.payload !== null;
  // Just looked at.
  const payload = isEnvelope ? (given.payload as Record<string, unknown>) : given;
  const ack = await within(slack.send(payload), answerMs);
  if (!ack) return { ok: false, problem: `no ack in ${answerMs} ms` };
  return { ok: true, ack: ack.payload, ms: ack.ms };
}
