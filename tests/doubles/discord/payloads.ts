import { ALL_PERMISSIONS } from './permissions.ts';
import {
  botPermissionsIn,
  type ChannelRecord,
  type GuildRecord,
  type Json,
  memberPermissions,
  type Role,
  type State,
} from './state.ts';
import type { ChannelKind, User } from './types.ts';

const TYPES: Record<ChannelKind, number> = { text: 0, dm: 1, voice: 2, announcement: 5, thread: 11, forum: 15 };

export function userPayload(user: User): Json {
  return {
    id: user.id,
    username: user.name.toLowerCase().replaceAll(/[^a-z0-9_.]/g, '_'),
    global_name: user.bot ? null : user.name,
    discriminator: user.bot ? '6184' : '0',
    avatar: null,
    avatar_decoration_data: null,
    clan: null,
    collectibles: null,
    display_name_styles: null,
    primary_guild: null,
    public_flags: 0,
    flags: 0,
    ...(user.bot ? { bot: true } : {}),
  };
}

/** As it stands beside a message's author: without the user. */
export function memberPayload(record: GuildRecord, userId: string): Json {
  return {
    roles: record.members.get(userId) ?? [],
    nick: null,
    avatar: null,
    banner: null,
    joined_at: record.joinedAt,
    premium_since: null,
    pending: false,
    deaf: false,
    mute: false,
    flags: 0,
    communication_disabled_until: null,
  };
}

/** As it stands in an interaction. */
export function callerPayload(record: GuildRecord, user: User): Json {
  return {
    ...memberPayload(record, user.id),
    collectibles: null,
    display_name_styles: null,
    unusual_dm_activity_until: null,
    permissions: String(memberPermissions(record, user.id)),
    user: userPayload(user),
  };
}

export function rolePayload(role: Role): Json {
  return {
    id: role.id,
    name: role.name,
    description: null,
    permissions: String(role.permissions),
    position: role.position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: role.isManaged,
    mentionable: role.isMentionable,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  };
}

export function channelPayload(state: State, record: ChannelRecord): Json {
  const { channel } = record;
  const common = { id: channel.id, type: TYPES[channel.kind], flags: 0, last_message_id: record.lastMessageId };
  if (channel.kind === 'dm') return { ...common, recipients: record.recipient ? [userPayload(record.recipient)] : [] };
  if (channel.kind === 'thread') return { ...common, ...threadPart(state, record) };
  return {
    ...common,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: null,
    position: 0,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    permission_overwrites: overwrites(state, record),
    ...(channel.kind === 'forum' ? { available_tags: [], default_reaction_emoji: null, default_sort_order: null } : {}),
    ...(channel.kind === 'voice' ? { bitrate: 64_000, user_limit: 0, rtc_region: null } : {}),
  };
}

function threadPart(state: State, record: ChannelRecord): Json {
  const { channel } = record;
  const parent = channel.parentId ? state.channels.get(channel.parentId) : undefined;
  return {
    type: parent?.channel.kind === 'announcement' ? 10 : 11,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    owner_id: record.ownerId,
    rate_limit_per_user: 0,
    message_count: record.messageCount,
    total_message_sent: record.messageCount,
    member_count: record.memberIds.size,
    member_ids_preview: [...record.memberIds],
    thread_metadata: {
      archived: channel.isArchived,
      locked: false,
      auto_archive_duration: record.autoArchiveMinutes,
      archive_timestamp: record.createdAt,
      create_timestamp: record.createdAt,
    },
  };
}

/** One overwrite for the bot says exactly what it may here, whatever its roles. */
function overwrites(state: State, record: ChannelRecord): Json[] {
  const allowed = botPermissionsIn(state, record);
  if (allowed === 0n) return [];
  return [{ id: state.bot.id, type: 1, allow: String(allowed), deny: String(ALL_PERMISSIONS & ~allowed) }];
}
