import { guildCreatePayload } from './guild-payloads.ts';
import { removeMessage } from './messages.ts';
import { channelPayload, rolePayload } from './payloads.ts';
import { bitsOf, MEMBER_PERMISSIONS } from './permissions.ts';
import type { ChannelRecord, GuildRecord, State } from './state.ts';
import type { Channel, DiscordMessage, Guild, NewChannel, World } from './types.ts';

/** What tests do to the world behind the bot's back; each change reaches the gateway. */
export function createWorld(state: State): World {
  return {
    addGuild: (guild) => addGuild(state, guild),
    addChannel: (guild, wanted) => {
      const record = addChannel(state, guild, wanted);
      if (guild.hasBot) state.emit({ t: 'CHANNEL_CREATE', d: channelPayload(state, record) });
      return record.channel;
    },
    addThread: (parent, { name, owner }) => {
      const facts = { guildId: parent.guildId, kind: 'thread' as const, name, parentId: parent.id };
      const record = newChannel(state, facts);
      record.ownerId = owner?.id ?? null;
      if (owner) record.memberIds.add(owner.id);
      state.emit({ t: 'THREAD_CREATE', d: { ...channelPayload(state, record), newly_created: true } });
      return record.channel;
    },
    addUser: ({ name, bot = false, hasInstalled = false, hasClosedDms = false }) => {
      const user = { id: state.snowflake(), name, bot, hasInstalled, hasClosedDms };
      state.users.set(user.id, user);
      return user;
    },
    addMember: (guild, user, { permissions } = {}) => {
      const record = guildRecord(state, guild);
      const role = permissions === undefined ? [] : [addRole(state, guild, { name: `${user.name}'s`, permissions }).id];
      record.members.set(user.id, role);
    },
    addRole: (guild, role) => addRole(state, guild, role),
    setBotPermissions: (channel, permissions) => {
      const record = channelRecord(state, channel);
      record.botPermissions = bitsOf(permissions);
      state.emit({ t: 'CHANNEL_UPDATE', d: channelPayload(state, record) });
    },
    removeGuild: (guild) => removeGuild(state, guild),
    deleteChannel: (channel) => deleteChannel(state, channel),
    archiveThread: (thread) => {
      thread.isArchived = true;
      state.emit({ t: 'THREAD_UPDATE', d: channelPayload(state, channelRecord(state, thread)) });
    },
    deleteMessage: (channelId, messageId) => {
      const record = state.messages.get(messageId);
      if (record?.message.channel_id !== channelId) throw new Error(`no message ${messageId} in channel ${channelId}`);
      removeMessage(state, record);
    },
    dm: (user) => dmWith(state, user.id).channel,
    guilds: () => [...state.guilds.values()].map(({ guild }) => guild),
    channels: () => [...state.channels.values()].map(({ channel }) => channel),
    channel: (id) => state.channels.get(id)?.channel ?? null,
    users: () => [...state.users.values()],
    messages: (channelId) => messagesIn(state, channelId),
    message: (id) => state.messages.get(id)?.message ?? null,
  };
}

function addGuild(state: State, wanted: Parameters<World['addGuild']>[0]): Guild {
  const ownerId = wanted.ownerId ?? state.snowflake();
  const guild: Guild = {
    id: wanted.id ?? guildId(state),
    name: wanted.name,
    ownerId,
    hasBot: !wanted.withoutBot,
  };
  const flags = { isManaged: false, isMentionable: false };
  const everyone = { id: guild.id, name: '@everyone', permissions: MEMBER_PERMISSIONS, position: 0, ...flags };
  const botPermissions = wanted.botPermissions === undefined ? BOT_PERMISSIONS : bitsOf(wanted.botPermissions);
  const record: GuildRecord = { guild, roles: [everyone], members: new Map(), botPermissions, joinedAt: state.iso() };
  state.guilds.set(guild.id, record);
  record.members.set(ownerId, []);
  for (const channel of wanted.channels ?? []) addChannel(state, guild, channel);
  if (guild.hasBot) {
    const role = { name: state.bot.name, permissions: botPermissions };
    record.members.set(state.bot.id, [addRole(state, guild, role, true).id]);
    state.emit({ t: 'GUILD_CREATE', d: guildCreatePayload(state, record) });
  }
  return guild;
}

function addChannel(state: State, guild: Guild, { name, type = 'text', botPermissions }: NewChannel): ChannelRecord {
  const record = newChannel(state, { guildId: guild.id, kind: type, name, parentId: null });
  if (botPermissions !== undefined) record.botPermissions = bitsOf(botPermissions);
  return record;
}

const BOT_PERMISSIONS = MEMBER_PERMISSIONS | bitsOf(['CreatePublicThreads', 'ManageThreads', 'ManageMessages']);

/** Guilds founded in different milliseconds, so that they spread over shards. */
function guildId(state: State): string {
  return String(BigInt(state.snowflake()) + (BigInt(state.guilds.size) << 22n));
}

function addRole(
  state: State,
  guild: Guild,
  { name, permissions = 0n, isMentionable = false }: Parameters<World['addRole']>[1],
  isManaged = false,
): { id: string; name: string } {
  const record = guildRecord(state, guild);
  const role = {
    id: state.snowflake(),
    name,
    permissions: bitsOf(permissions),
    position: record.roles.length,
    isManaged,
    isMentionable,
  };
  record.roles.push(role);
  // A guild that is being made says its roles with GUILD_CREATE.
  if (guild.hasBot && record.members.has(state.bot.id)) {
    state.emit({ t: 'GUILD_ROLE_CREATE', d: { guild_id: guild.id, role: rolePayload(role) } });
  }
  return { id: role.id, name };
}

function removeGuild(state: State, guild: Guild): void {
  guild.hasBot = false;
  guildRecord(state, guild).members.delete(state.bot.id);
  state.emit({ t: 'GUILD_DELETE', d: { id: guild.id } });
}

function deleteChannel(state: State, channel: Channel): void {
  const record = channelRecord(state, channel);
  const threads = [...state.channels.values()].filter((one) => one.channel.parentId === channel.id);
  for (const one of [...threads, record]) {
    const t = one.channel.kind === 'thread' ? 'THREAD_DELETE' : 'CHANNEL_DELETE';
    const d = channelPayload(state, one);
    state.channels.delete(one.channel.id);
    for (const [id, { message }] of state.messages)
      if (message.channel_id === one.channel.id) state.messages.delete(id);
    state.emit({ t, d });
  }
}

export function newChannel(state: State, facts: Omit<Channel, 'id' | 'isArchived'> & { id?: string }): ChannelRecord {
  const record: ChannelRecord = {
    channel: { id: state.snowflake(), isArchived: false, ...facts },
    botPermissions: null,
    recipient: null,
    ownerId: null,
    memberIds: new Set(),
    createdAt: state.iso(),
    autoArchiveMinutes: 1440,
    messageCount: 0,
    lastMessageId: null,
  };
  state.channels.set(record.channel.id, record);
  return record;
}

export function dmWith(state: State, userId: string): ChannelRecord {
  const known = [...state.channels.values()].find(({ recipient }) => recipient?.id === userId);
  if (known) return known;
  const recipient = state.users.get(userId) ?? null;
  const record = newChannel(state, { guildId: null, kind: 'dm', name: recipient?.name ?? '', parentId: null });
  record.recipient = recipient;
  return record;
}

function messagesIn(state: State, channelId: string): DiscordMessage[] {
  return [...state.messages.values()].flatMap(({ message }) => (message.channel_id === channelId ? [message] : []));
}

function guildRecord(state: State, guild: Guild): GuildRecord {
  const record = state.guilds.get(guild.id);
  if (!record) throw new Error(`no guild ${guild.name} in the double`);
  return record;
}

export function channelRecord(state: State, channel: { id: string }): ChannelRecord {
  const record = state.channels.get(channel.id);
  if (!record) throw new Error(`no channel ${channel.id} in the double`);
  return record;
}
