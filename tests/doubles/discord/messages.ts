import { memberPayload, userPayload } from './payloads.ts';
import { may } from './permissions.ts';
import { LOADING, type MessageBody } from './rules/message.ts';
import { rolesNamed } from './rules/pings.ts';
import { shownComponents, shownEmbed } from './shown.ts';
import { botPermissionsIn, botSees, type ChannelRecord, type Json, type MessageRecord, type State } from './state.ts';
import type { DiscordMessage, UploadedFile, User } from './types.ts';

export interface Written {
  /** A forum post's first message has the id of the post. */
  id?: string;
  channel: ChannelRecord;
  author: User;
  body: MessageBody;
  files?: UploadedFile[];
  /** 0 said, 19 reply, 20 answer to a command, 23 answer to a menu command. */
  type?: number;
  /** Keys that only this kind of message has: message_reference, interaction_metadata, webhook_id. */
  extra?: Json;
  onlyFor?: string | null;
  byInteraction?: boolean;
  nonce?: unknown;
  /** Mentioned without standing in the text: whom a reply answers. */
  alsoMentions?: readonly string[];
}

/** Puts a message into its channel and tells the gateway. The body has kept to the contract. */
export function createMessage(state: State, written: Written): MessageRecord {
  const { channel, author, body } = written;
  const id = written.id ?? state.snowflake();
  const attachments = stored(state, channel.channel.id, written.files ?? []);
  const notified = written.onlyFor ? [] : rolesNotified(state, written);
  const message: DiscordMessage = {
    id,
    channel_id: channel.channel.id,
    type: written.type ?? 0,
    // userPayload always holds an id and a username.
    author: userPayload(author) as DiscordMessage['author'],
    content: body.content ?? '',
    embeds: (body.embeds ?? []).map((embed) => shownEmbed(state, embed)),
    components: shownComponents(state, body.components ?? [], attachments),
    attachments,
    mentions: mentionsOf(state, body.content ?? '', written.alsoMentions),
    mention_roles: notified,
    mention_everyone: false,
    flags: Number(body.flags ?? 0),
    timestamp: state.iso(),
    edited_timestamp: null,
    pinned: false,
    tts: false,
    ...written.extra,
  };
  const { onlyFor = null, byInteraction = false } = written;
  const record: MessageRecord = { message, onlyFor, byInteraction };
  state.messages.set(id, record);
  channel.lastMessageId = id;
  channel.messageCount += 1;
  state.pinged.push(...notified.map((roleId) => ({ channelId: channel.channel.id, messageId: id, roleId })));
  announce(state, 'MESSAGE_CREATE', record, written.nonce);
  state.changed(message);
  return record;
}

/** Those that the text names, as far as the author may mention them. */
function rolesNotified(state: State, { channel, author, body }: Written): string[] {
  const guild = state.guilds.get(channel.channel.guildId ?? '');
  const mayMentionAll = author.id === state.bot.id && may(botPermissionsIn(state, channel), 'MentionEveryone');
  const pingable = (guild?.roles ?? []).filter(({ isMentionable }) => isMentionable || mayMentionAll);
  return rolesNamed(body).filter((named) => pingable.some(({ id }) => id === named));
}

/** Changes what the body names and leaves the rest. */
export function editMessage(state: State, record: MessageRecord, body: MessageBody, files: UploadedFile[] = []): void {
  const { message } = record;
  const wasLoading = (message.flags & LOADING) !== 0;
  if (body.content !== undefined) {
    message.content = body.content ?? '';
    message.mentions = mentionsOf(state, message.content);
  }
  if (body.embeds !== undefined) message.embeds = (body.embeds ?? []).map((embed) => shownEmbed(state, embed));
  if (body.flags !== undefined && body.flags !== null) message.flags = Number(body.flags) | (message.flags & 64);
  message.flags &= ~LOADING;
  const kept = new Set(body.attachments?.map(({ id }) => String(id)));
  if (body.attachments) message.attachments = message.attachments.filter(({ id }) => kept.has(id));
  message.attachments = [...message.attachments, ...stored(state, message.channel_id, files)];
  if (body.components !== undefined) {
    message.components = shownComponents(state, body.components ?? [], message.attachments);
  }
  // The first edit of a deferred answer is its first showing.
  if (!wasLoading) message.edited_timestamp = state.iso();
  announce(state, 'MESSAGE_UPDATE', record);
  state.changed(message);
}

export function removeMessage(state: State, record: MessageRecord): void {
  const { id, channel_id } = record.message;
  state.messages.delete(id);
  if (record.onlyFor !== null || !botSees(state, channel_id)) return;
  state.emit({ t: 'MESSAGE_DELETE', d: { id, channel_id, ...guildOf(state, channel_id) } });
}

/** The message as the gateway sends it: with where it stands and who wrote it there. */
export function gatewayMessage(state: State, { message }: MessageRecord, nonce?: unknown): Json {
  const channel = state.channels.get(message.channel_id);
  const guild = channel?.channel.guildId ? state.guilds.get(channel.channel.guildId) : undefined;
  const mentions = message.mentions.map((user) =>
    guild?.members.has(user.id) ? { ...user, member: memberPayload(guild, user.id) } : user,
  );
  return {
    ...message,
    mentions: guild ? mentions : message.mentions,
    channel_type: channel ? channelType(state, channel) : 0,
    ...(nonce === undefined || nonce === null ? {} : { nonce }),
    ...(channel?.channel.kind === 'thread' ? { position: Math.max(0, channel.messageCount - 1) } : {}),
    ...(guild ? { guild_id: guild.guild.id } : {}),
    ...(guild && message.webhook_id === undefined ? { member: memberPayload(guild, message.author.id) } : {}),
  };
}

function channelType(state: State, { channel }: ChannelRecord): number {
  const parent = channel.parentId ? state.channels.get(channel.parentId) : undefined;
  if (channel.kind === 'thread') return parent?.channel.kind === 'announcement' ? 10 : 11;
  return { text: 0, dm: 1, voice: 2, announcement: 5, forum: 15 }[channel.kind];
}

/** Ephemeral messages never reach the gateway, nor do those of channels the bot does not see. */
function announce(state: State, t: string, record: MessageRecord, nonce?: unknown): void {
  if (record.onlyFor !== null || !botSees(state, record.message.channel_id)) return;
  state.emit({ t, d: gatewayMessage(state, record, nonce) });
}

export function guildOf(state: State, channelId: string): Json {
  const guildId = state.channels.get(channelId)?.channel.guildId;
  return guildId ? { guild_id: guildId } : {};
}

function stored(state: State, channelId: string, files: readonly UploadedFile[]): DiscordMessage['attachments'] {
  return files.map((file) => {
    const id = state.snowflake();
    state.files.set(id, file);
    return attachmentPayload(state, channelId, id, file);
  });
}

export function attachmentPayload(state: State, channelId: string, id: string, file: UploadedFile) {
  const url = `${state.origin()}/attachments/${channelId}/${id}/${encodeURIComponent(file.name)}`;
  return { id, filename: file.name, size: file.bytes.byteLength, url, proxy_url: url, content_type: file.type };
}

function mentionsOf(state: State, content: string, also: readonly string[] = []): { id: string }[] {
  const ids = new Set([...also, ...[...content.matchAll(/<@!?(\d+)>/g)].map((match) => match[1] ?? '')]);
  const users = [...ids].flatMap((id) => state.users.get(id) ?? []);
  // userPayload always holds an id.
  return users.map((user) => userPayload(user) as { id: string });
}
