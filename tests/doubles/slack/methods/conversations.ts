import { shown } from '../content.ts';
import { describeChannel } from '../describe.ts';
import { type Method, type MethodCall, Refusal, textOf } from '../platform.ts';
import { needScope, requireScopes, seenChannel } from '../reach.ts';
import type { Json, SlackChannel, SlackMessage } from '../types.ts';

const ofBot = { token: 'bot', scopes: [] } as const;

export const conversations: Record<string, Method> = {
  'conversations.info': { ...ofBot, run: info },
  'conversations.history': { ...ofBot, run: history },
  'conversations.replies': { ...ofBot, run: replies },
  'conversations.members': { ...ofBot, run: members },
  'conversations.open': { ...ofBot, scopes: ['im:write', 'mpim:write'], run: open },
  'conversations.list': { ...ofBot, run: (call) => list(call, () => true) },
  'users.conversations': { ...ofBot, run: (call) => list(call, ({ botIsMember }) => botIsMember) },
  'conversations.join': { ...ofBot, scopes: ['channels:join'], run: join },
};

function info(call: MethodCall): Json {
  const channel = seenChannel(call, call.args.channel);
  needScope(call, channel, 'read');
  return { channel: describeChannel(call, channel) };
}

/** Newest first, without replies, which stand in their thread. */
function history(call: MethodCall): Json {
  const channel = readable(call);
  const messages = messagesIn(call, channel).filter(({ thread_ts, ts }) => !thread_ts || thread_ts === ts);
  return { ...page(call, messages.reverse(), 'messages', between(call)), pin_count: 0 };
}

/** Oldest first, the parent in front. */
function replies(call: MethodCall): Json {
  const channel = readable(call);
  const { ts } = call.args;
  const messages = messagesIn(call, channel).filter((one) => one.ts === ts || one.thread_ts === ts);
  if (!messages.some((one) => one.ts === ts)) throw new Refusal('thread_not_found');
  return page(call, messages, 'messages', between(call));
}

function readable(call: MethodCall): SlackChannel {
  const channel = seenChannel(call, call.args.channel);
  needScope(call, channel, 'history');
  if (!channel.botIsMember) throw new Refusal('not_in_channel');
  return channel;
}

function messagesIn({ platform }: MethodCall, channel: SlackChannel): SlackMessage[] {
  return platform.realm.messages.filter((one) => one.channel === channel.id && !one.isDeleted && !one.ephemeralTo);
}

function between({ args }: MethodCall): (message: SlackMessage) => boolean {
  const [oldest, latest] = [Number(args.oldest ?? 0), Number(args.latest ?? Number.POSITIVE_INFINITY)];
  const isInclusive = args.inclusive === true;
  return ({ ts }) => {
    const at = Number(ts);
    return isInclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  };
}

function members(call: MethodCall): Json {
  const channel = seenChannel(call, call.args.channel);
  needScope(call, channel, 'read');
  const bot = channel.botIsMember ? [call.team.botUserId] : [];
  return page(call, [...channel.members, ...bot], 'members');
}

function open(call: MethodCall): Json {
  const { channel, users, return_im } = call.args;
  if (channel) return { channel: { id: seenChannel(call, channel).id } };
  const [user = '', ...others] = textOf(users).split(',');
  if (others.length > 0) throw new Refusal('method_not_supported_for_channel_type');
  if (call.platform.realm.users.get(user)?.team !== call.team.id) throw new Refusal('user_not_found');
  const im = call.platform.realm.imOf(user);
  return { channel: return_im ? describeChannel(call, im) : { id: im.id } };
}

function list(call: MethodCall, fits: (channel: SlackChannel) => boolean): Json {
  const kinds: Record<string, string> = {
    public: 'public_channel',
    private: 'private_channel',
    im: 'im',
    mpim: 'mpim',
  };
  const wanted = textOf(call.args.types || 'public_channel').split(',');
  const scopes = wanted.map(
    (type) => `${{ public_channel: 'channels', private_channel: 'groups' }[type] ?? type}:read`,
  );
  for (const scope of scopes) requireScopes(call.team, [scope]);
  const seen = [...call.platform.realm.channels.values()].filter(
    (one) =>
      one.team === call.team.id &&
      !one.isDeleted &&
      wanted.includes(kinds[one.kind] ?? '') &&
      (one.kind === 'public' || one.botIsMember) &&
      !(call.args.exclude_archived === true && one.isArchived) &&
      fits(one),
  );
  const described = seen.map((one) => describeChannel(call, one));
  return page(call, described, 'channels');
}

function join(call: MethodCall): Json {
  const channel = seenChannel(call, call.args.channel);
  if (channel.isArchived) throw new Refusal('is_archived');
  if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type');
  channel.botIsMember = true;
  return { channel: describeChannel(call, channel) };
}

function page<T>(call: MethodCall, all: T[], name: string, fits: (one: T) => boolean = () => true): Json {
  const fitting = all.filter(fits);
  const start = Number(Buffer.from(textOf(call.args.cursor), 'base64url').toString() || 0);
  const size = Number(call.args.limit ?? 100);
  const items = fitting.slice(start, start + size);
  const hasMore = start + size < fitting.length;
  const next_cursor = hasMore ? Buffer.from(String(start + size)).toString('base64url') : '';
  return { [name]: items.map((one) => publicForm(call, one)), has_more: hasMore, response_metadata: { next_cursor } };
}

/** Metadata is given only to who asks for it. */
function publicForm({ args }: MethodCall, one: unknown): unknown {
  if (!isMessage(one)) return one;
  const { metadata, ...rest } = shown(one);
  return metadata && args.include_all_metadata === true ? { ...rest, metadata } : rest;
}

function isMessage(one: unknown): one is SlackMessage {
  return typeof one === 'object' && one !== null && 'ephemeralTo' in one;
}
