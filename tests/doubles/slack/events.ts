import { randomBytes } from 'node:crypto';
import { type Send, start } from './acting.ts';
import { shown } from './content.ts';
import { eventPayload, spoken } from './event-payloads.ts';
import { withAddresses } from './methods/apps.ts';
import type { Scene } from './payloads.ts';
import type { Platform } from './platform.ts';
import { hasScope } from './reach.ts';
import type { Doing, Json, SlackChannel, SlackMessage, SlackPerson, SlackTeam } from './types.ts';

export type Telling = Pick<
  SlackPerson,
  'mention' | 'says' | 'dm' | 'react' | 'openHome' | 'inviteBot' | 'joinChannel' | 'event'
>;

type Extra = { threadTs?: string; files?: Json[] };

const MESSAGE_EVENT = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' } as const;
const CHANNEL_TYPE = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' } as const;

/** What people say and do that the platform tells the bot as events, where it subscribed and has the scope. */
export function createTelling(scene: Scene, send: Send): Telling {
  const { platform, user, channel } = scene;
  const { realm } = platform;
  const tell = (event: Json, about: SlackChannel | null, ts: string | null = null): Doing =>
    start(send, eventPayload(platform, realm.teamOf(channel.id), event, about), ts);
  const speak = (where: SlackChannel, text: string, extra: Extra = {}): Doing => {
    const message = say(scene, where, text, extra);
    const events = heardAs(platform, where, message, realm.teamOf(where.id));
    const [first = silence(message.ts)] = events.map((event) => tell(event, where, message.ts));
    return first;
  };
  return {
    mention: (text, extra) => speak(channel, `<@${realm.teamOf(channel.id).botUserId}> ${text}`, extra),
    says: (text, extra) => speak(channel, text, extra),
    dm: (text, extra) => speak(realm.imOf(user.id), text, extra),
    react(name, messageTs) {
      const item = { type: 'message', channel: channel.id, ts: messageTs };
      const item_user = realm.messages.find(({ ts }) => ts === messageTs)?.user;
      return tell({ type: 'reaction_added', user: user.id, reaction: name, item, item_user }, channel);
    },
    openHome(tab = 'home') {
      const view = realm.homes.get(user.id);
      const im = realm.imOf(user.id);
      const event = { type: 'app_home_opened', user: user.id, channel: im.id, tab };
      return tell({ ...event, ...(tab === 'home' && view ? { view } : {}) }, im);
    },
    inviteBot() {
      channel.botIsMember = true;
      return tell(joined(scene, realm.teamOf(channel.id).botUserId, user.id), channel);
    },
    joinChannel() {
      channel.members.add(user.id);
      return tell(joined(scene, user.id, null), channel);
    },
    event: (event) => tell({ user: user.id, ...event }, channel),
  };
}

function say({ platform, user }: Scene, channel: SlackChannel, text: string, extra: Extra): SlackMessage {
  const files = extra.files?.map((file) => withAddresses(file, platform.origin(), platform.realm));
  return platform.realm.addMessage({
    channel: channel.id,
    ...spoken(user, text),
    // What another app says.
    ...(user.isBot ? { bot_id: `B${user.id.slice(1)}` } : {}),
    ...(extra.threadTs ? { thread_ts: extra.threadTs } : {}),
    ...(files ? { files } : {}),
  });
}

/** The events a message makes for the bot: none where it is not, or may not listen. */
export function heardAs(
  { settings, realm }: Platform,
  channel: SlackChannel,
  message: SlackMessage,
  team: SlackTeam,
): Json[] {
  if (channel.kind !== 'im' && !channel.botIsMember) return [];
  const { type: _, ...said } = shown(message);
  const files = message.files ? { upload: false, display_as_bot: false } : {};
  const assistant_thread = { action_token: `${randomBytes(6).readUIntBE(0, 6)}.${randomBytes(16).toString('hex')}` };
  const author = realm.users.get(message.user);
  const stranger = author?.isStranger ? { team: author.team, user_team: author.team, source_team: author.team } : {};
  const base = { ...said, ...files, ...stranger, channel: channel.id, event_ts: message.ts };
  const isMention = channel.kind !== 'im' && message.text.includes(`<@${team.botUserId}>`);
  const hearsMentions = settings.events.includes('app_mention') && team.scopes.includes('app_mentions:read');
  const kind = `message.${MESSAGE_EVENT[channel.kind]}`;
  const hearsAll = settings.events.includes(kind) && hasScope(team, channel, 'history');
  return [
    ...(isMention && hearsMentions ? [{ type: 'app_mention', ...base, assistant_thread }] : []),
    ...(hearsAll ? [{ type: 'message', ...base, channel_type: CHANNEL_TYPE[channel.kind], assistant_thread }] : []),
  ];
}

/** The events of the bot's own post, edit or removal. */
export function echoesOf(platform: Platform, message: SlackMessage, before: 'nothing' | SlackMessage): Json[] {
  const channel = platform.realm.channels.get(message.channel);
  if (!channel || message.ephemeralTo || message.stream) return [];
  const heard = heardAs(platform, channel, message, platform.realm.teamOf(channel.id));
  const [said] = heard.filter(({ type }) => type === 'message');
  if (!said) return [];
  const { assistant_thread: _, ...own } = said;
  if (before === 'nothing') return [own];
  const ts = platform.realm.nextTs();
  const { channel_type } = own;
  const about = { type: 'message', channel: channel.id, hidden: true, ts, event_ts: ts, channel_type };
  const previous_message = shown(before);
  if (message.isDeleted) return [{ ...about, subtype: 'message_deleted', deleted_ts: message.ts, previous_message }];
  return [{ ...about, subtype: 'message_changed', message: shown(message), previous_message }];
}

/** The bot hears nothing of it. */
function silence(ts: string): Doing {
  return { ack: Promise.resolve({ payload: null, ms: 0 }), payload: {}, triggerId: null, responseUrl: null, ts };
}

function joined({ channel, platform }: Scene, user: string, inviter: string | null): Json {
  const team = platform.realm.teamOf(channel.id).id;
  const channel_type = channel.kind === 'private' ? 'G' : 'C';
  return {
    type: 'member_joined_channel',
    user,
    channel: channel.id,
    channel_type,
    team,
    ...(inviter ? { inviter } : {}),
  };
}
