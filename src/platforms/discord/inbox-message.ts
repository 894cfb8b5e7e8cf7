import { z } from 'zod';
import type { Caller } from '../../chat/command.ts';
import { type HeardMessage, understand } from '../../chat/heard.ts';
import { failure, GOT_IT, type Message } from '../../chat/message.ts';
import type { Scope } from '../../news/ports.ts';
import { readTyped } from '../typed.ts';
import { conversationOf } from './conversation.ts';
import { answerIn, type Room } from './doing.ts';
import { codeOf, NO_ACCESS } from './errors.ts';
import { formatMessage } from './format.ts';
import { readHeard } from './heard.ts';
import { namedCommand } from './inbox-slash.ts';
import type { Places } from './places.ts';
import { openDm } from './post.ts';
import { channelRef, guildRef, messageRef, nonceOf, personRef, roleRef, threadRef } from './refs.ts';
import { type GatewayMessage, gatewayMessageSchema, isForUs, isSaid, isUnread } from './said.ts';
import { failureOf } from './trouble.ts';

/** A message that speaks to us: in a DM, by a mention, or as an answer to one of ours. Of others only the links are passed on. */
export async function answerMessage(given: unknown, places: Places, room: Room): Promise<void> {
  const message = gatewayMessageSchema.parse(given);
  const heard = readHeard(message, room.self);
  if (!isForUs(message, room.self)) return await overhear(message, heard, places, room);
  const call = isUnread(message, room.self) ? failure(UNREAD, null) : understood(heard, room);
  if ('state' in call) {
    await say(message.channel_id, message.id, call, `${message.id} words`, room);
    return;
  }
  const isAlone = message.guild_id !== undefined && namedCommand(call.command, room.commands).opens === 'private';
  const opened = await openReply(message, isAlone, room);
  // A DM is private by itself, and our own message there can be edited at any time.
  const reply = { id: message.id, isPrivate: false, message: opened.message, pass: null };
  try {
    const scope = await scopeOf(message, places);
    const who = { scope, thread: await threadOf(message, scope, room), caller: callerOf(message, places) };
    await answerIn(opened.channel, call, who, reply, room);
  } catch (error) {
    await room.api.patch(
      `/channels/${opened.channel}/messages/${opened.message}`,
      formatMessage(failureOf(error, room)),
    );
  }
}

/** What people write to each other may hold links that the channel wants summarized. */
async function overhear(message: GatewayMessage, { links }: HeardMessage, places: Places, room: Room): Promise<void> {
  const { id, channel_id: channel, author, guild_id: guild } = message;
  if (guild === undefined || links.length === 0 || !isSaid(message, room.self)) return;
  const scope = await scopeOf(message, places);
  // There is no thread in a thread.
  const postTo = scope.channel === channelRef(channel) ? threadRef(channel, id) : messageRef(channel, id);
  await room.overhear({ scope, author: personRef(author.id), postTo, links });
}

const UNREAD =
  'You mentioned my role, and Discord shows me what you wrote only where you mention me myself. Pick the entry with my picture when you type @.';

function understood(heard: HeardMessage, room: Room): ReturnType<typeof understand> | Message {
  try {
    const handles = heard.files.map(({ handle }) => handle);
    const call = readTyped(() => understand(heard, room.commands), handles, room.commands);
    namedCommand(call.command, room.commands);
    return call;
  } catch (error) {
    return failureOf(error, room);
  }
}

/** The message that the answer will stand in: below the one that asked, or in the asker's DM what is for them alone. */
async function openReply(
  { id, channel_id: channel, author }: GatewayMessage,
  isAlone: boolean,
  room: Room,
): Promise<{ channel: string; message: string }> {
  if (!isAlone) {
    try {
      return { channel, message: await say(channel, id, GOT_IT, id, room) };
    } catch (error) {
      if (!NO_ACCESS.has(codeOf(error) ?? 0)) throw error;
      room.logger.warn({
        event: 'inbox',
        platform: 'discord',
        words: `the bot may not write in ${channelRef(channel)}`,
      });
    }
  }
  const dm = await openDm(author.id, room);
  return { channel: dm, message: await say(dm, null, GOT_IT, id, room) };
}

/** The same `key` again, within some minutes, is the same message. */
async function say(
  channel: string,
  after: string | null,
  message: Message,
  key: string,
  { api }: Room,
): Promise<string> {
  const body = {
    ...formatMessage(message),
    nonce: nonceOf(key),
    enforce_nonce: true,
    ...(after === null ? {} : { message_reference: { message_id: after, fail_if_not_exists: false } }),
  };
  const send = () => api.post(`/channels/${channel}/messages`, body);
  const sent = await send().catch((error: unknown) => {
    if (codeOf(error) !== null) throw error;
    // The line broke. Nobody would tell us of the mention again, and the nonce keeps it from being said twice.
    return send();
  });
  return z.object({ id: z.string() }).parse(sent).id;
}

async function scopeOf(message: GatewayMessage, places: Places): Promise<Scope> {
  const { guild_id: guild, author, channel_id: channel } = message;
  if (guild === undefined) return { workspace: personRef(author.id), channel: channelRef(channel) };
  return { workspace: guildRef(guild), channel: channelRef(await places.homeOf(message)) };
}

async function threadOf(message: GatewayMessage, scope: Scope, { replies }: Room): Promise<string | null> {
  const { channel_id: channel, guild_id: guild, referenced_message: answered } = message;
  return await conversationOf(
    { scope, channel, isDirect: guild === undefined, answers: answered?.id ?? null },
    replies,
  );
}

function callerOf({ guild_id: guild, author, member }: GatewayMessage, places: Places): Caller {
  const roles = member?.roles ?? [];
  return {
    ref: personRef(author.id),
    roles: roles.map(roleRef),
    managesWorkspace: async () => guild === undefined || (await places.manages({ guild, user: author.id, roles })),
    isGuest: false,
  };
}
