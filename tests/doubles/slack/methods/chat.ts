import { checkContent, shown, withDefaults } from '../content.ts';
import type { Finding } from '../contract.ts';
import { groupsNamed } from '../pings.ts';
import { isJson, jsonsOf, type Method, type MethodCall, Refusal, textOf } from '../platform.ts';
import { checkThread, findMessage, requireScopes, seenChannel, writableChannel } from '../reach.ts';
import type { Json, SlackChannel, SlackMessage } from '../types.ts';

const write = { token: 'bot', scopes: ['chat:write'] } as const;

export const chat: Record<string, Method> = {
  'chat.postMessage': { ...write, check: checkPost, run: postMessage },
  'chat.postEphemeral': { ...write, check: (args) => checkContent(args), run: postEphemeral },
  'chat.update': { ...write, check: checkPost, run: update },
  'chat.delete': { ...write, run: remove },
  'chat.getPermalink': { token: 'bot', scopes: [], run: getPermalink },
};

function checkPost(args: Json): Finding[] {
  return checkContent(args, { mayPing: true });
}

function postMessage(call: MethodCall): Json {
  const { args } = call;
  const channel = writableChannel(call, args.channel);
  checkThread(call, channel, args.thread_ts);
  if (args.username || args.icon_url || args.icon_emoji) requireScopes(call.team, ['chat:write.customize']);
  const message = post(call, channel, {
    unfurls: { links: args.unfurl_links ?? null, media: args.unfurl_media ?? null },
    ...(args.thread_ts ? { thread_ts: textOf(args.thread_ts) } : {}),
  });
  call.platform.realm.pinged.push(
    ...groupsNamed(args).map((groupId) => ({ channelId: channel.id, ts: message.ts, groupId })),
  );
  return { channel: channel.id, ts: message.ts, message: shown(message) };
}

function postEphemeral(call: MethodCall): Json {
  const { args } = call;
  const channel = writableChannel(call, args.channel);
  const user = textOf(args.user);
  if (!call.platform.realm.users.has(user)) throw new Refusal('user_not_found');
  if (channel.user !== user && !channel.members.has(user)) throw new Refusal('user_not_in_channel');
  checkThread(call, channel, args.thread_ts);
  const thread = args.thread_ts ? { thread_ts: textOf(args.thread_ts) } : {};
  return { message_ts: post(call, channel, { ephemeralTo: user, ...thread }).ts };
}

/** A message by the bot, with the arguments' contents. */
export function post(call: MethodCall, channel: SlackChannel, facts: Partial<SlackMessage> & Json): SlackMessage {
  const { platform, team } = call;
  const message = platform.realm.addMessage({
    channel: channel.id,
    user: team.botUserId,
    bot_id: team.botId,
    app_id: platform.settings.appId,
    bot_profile: botProfile(call),
    ...contents(call.args),
    ...facts,
  });
  // A post in the thread ends the status under it.
  platform.realm.statuses.delete(`${channel.id} ${message.thread_ts}`);
  platform.realm.spoke(message, 'nothing');
  return message;
}

/** The stored form of what may be said. */
export function contents(args: Json): { text: string } & Partial<SlackMessage> {
  const text = textOf(args.text) || textOf(args.markdown_text);
  const markdown = args.markdown_text ? [{ type: 'markdown', text: args.markdown_text }] : args.blocks;
  return {
    text,
    ...(markdown ? { blocks: withDefaults(markdown) } : {}),
    ...(args.attachments ? { attachments: jsonsOf(args.attachments) } : {}),
    ...(isJson(args.metadata) ? { metadata: args.metadata } : {}),
  };
}

function botProfile({ team, platform }: MethodCall): Json {
  return { id: team.botId, app_id: platform.settings.appId, name: 'Copydesk', deleted: false, team_id: team.id };
}

/** Blocks and attachments that are not sent again stay as they were. */
function update(call: MethodCall): Json {
  const channel = writableChannel(call, call.args.channel);
  const message = ownMessage(call, channel, 'cant_update_message');
  if (message.stream === 'open')
    throw new Refusal('streaming_state_conflict', { broken: ['a message that is still streamed cannot be edited'] });
  if (call.args.blocks === undefined && message.blocks?.length && call.args.markdown_text === undefined)
    call.note('an edit without blocks leaves the old blocks standing; send [] to remove them');
  const before = { ...message };
  const { text, ...rest } = contents(call.args);
  Object.assign(message, rest, { text: text || message.text });
  message.edited = { user: call.team.botUserId, ts: call.platform.realm.nextTs() };
  call.platform.realm.changed();
  call.platform.realm.spoke(message, before);
  return { channel: channel.id, ts: message.ts, text: message.text, message: shown(message) };
}

function remove(call: MethodCall): Json {
  const channel = seenChannel(call, call.args.channel);
  const message = ownMessage(call, channel, 'cant_delete_message');
  const before = { ...message };
  message.isDeleted = true;
  call.platform.realm.changed();
  call.platform.realm.spoke(message, before);
  return { channel: channel.id, ts: message.ts };
}

function getPermalink(call: MethodCall): Json {
  const channel = seenChannel(call, call.args.channel);
  const { ts } = findMessage(call, channel, call.args.message_ts);
  const permalink = `https://${call.team.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`;
  return { channel: channel.id, permalink };
}

export function ownMessage(call: MethodCall, channel: SlackChannel, code: string): SlackMessage {
  const message = findMessage(call, channel, call.args.ts);
  if (message.bot_id !== call.team.botId) throw new Refusal(code, { broken: [`${message.ts} is not the bot's own`] });
  return message;
}
