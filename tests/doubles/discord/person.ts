import { callMenu, callSlash, complete, type Place } from './calling.ts';
import type { Core } from './core.ts';
import { createMessage, guildOf } from './messages.ts';
import { memberPayload, userPayload } from './payloads.ts';
import { choose, press, submitModal } from './pressing.ts';
import { botSees, type ChannelRecord, type Json } from './state.ts';
import type { Channel, DiscordMessage, DiscordPerson, SaidOptions, User } from './types.ts';
import { channelRecord, dmWith } from './world.ts';

/** A human in front of one channel. */
export function createPerson(core: Core, user: User, channel: Channel): DiscordPerson {
  const { state } = core;
  // Looked up at each call: the channel may be gone by then.
  const here = (): Place => ({ user, channel: channelRecord(state, channel) });
  return {
    user,
    channel,
    slash: (line, files = []) => callSlash(core, here(), line, files),
    messageCommand: (name, messageId) => callMenu(core, here(), name, messageId),
    autocomplete: (line, focused) => complete(core, here(), line, focused),
    click: (messageId, button) => press(core, here(), messageId, button),
    select: (messageId, customId, values) => choose(core, here(), messageId, customId, values),
    submit: (customId, fields) => submitModal(core, here(), customId, fields),
    say: (text, options) => say(core, here(), text, options),
    mention: (text, options) => say(core, here(), `<@${state.bot.id}> ${text}`, options),
    reply: (messageId, text, options) => reply(core, here(), messageId, text, options),
    dm: (text, options) => say(core, { user, channel: dmWith(state, user.id) }, text, options),
    react: (messageId, emoji) => react(core, here(), messageId, emoji),
    sees: () =>
      [...state.messages.values()]
        .filter(
          ({ message, onlyFor }) => message.channel_id === channel.id && (onlyFor === null || onlyFor === user.id),
        )
        .map(({ message }) => message),
  };
}

function say({ state }: Core, { user, channel }: Place, text: string, said: SaidOptions = {}): DiscordMessage {
  if (channel.channel.kind === 'forum') throw new Error('in a forum one writes posts, not messages');
  joinThread(channel, user);
  const body = { content: text, embeds: said.embeds ?? [] };
  return createMessage(state, { channel, author: user, body, files: said.files, nonce: state.snowflake() }).message;
}

/** A reply mentions whom it answers, as the client does by default. */
function reply(
  { state }: Core,
  { user, channel }: Place,
  messageId: string,
  text: string,
  { ping = true, ...said }: SaidOptions & { ping?: boolean } = {},
): DiscordMessage {
  const answered = state.messages.get(messageId);
  if (!answered) throw new Error(`no message ${messageId} to reply to`);
  joinThread(channel, user);
  const reference = {
    type: 0,
    channel_id: channel.channel.id,
    message_id: messageId,
    ...guildOf(state, channel.channel.id),
  };
  return createMessage(state, {
    channel,
    author: user,
    body: { content: text, embeds: said.embeds ?? [] },
    files: said.files,
    type: 19,
    nonce: state.snowflake(),
    extra: {
      message_reference: reference,
      referenced_message: answered.message,
    },
    alsoMentions: ping ? [answered.message.author.id] : [],
  }).message;
}

function joinThread({ channel, memberIds }: ChannelRecord, user: User): void {
  if (channel.kind === 'thread') memberIds.add(user.id);
}

function react({ state }: Core, { user, channel }: Place, messageId: string, emoji: string): void {
  const record = state.messages.get(messageId);
  if (!record) throw new Error(`no message ${messageId} to react to`);
  if (!botSees(state, channel.channel.id)) return;
  const guild = channel.channel.guildId ? state.guilds.get(channel.channel.guildId) : undefined;
  const shownUser: Json = { ...userPayload(user), bot: user.bot, display_name: user.name };
  state.emit({
    t: 'MESSAGE_REACTION_ADD',
    d: {
      user_id: user.id,
      type: 0,
      message_id: messageId,
      message_author_id: record.message.author.id,
      channel_id: channel.channel.id,
      emoji: { id: null, name: emoji },
      burst: false,
      ...(guild ? { guild_id: guild.guild.id, member: { ...memberPayload(guild, user.id), user: shownUser } } : {}),
    },
  });
}
