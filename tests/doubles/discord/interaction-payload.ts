import type { InteractionRecord } from './interactions.ts';
import { gatewayMessage } from './messages.ts';
import { callerPayload, channelPayload, userPayload } from './payloads.ts';
import { ALL_PERMISSIONS, MEMBER_PERMISSIONS } from './permissions.ts';
import {
  botPermissionsIn,
  type ChannelRecord,
  type GuildRecord,
  type Json,
  memberPermissions,
  type State,
} from './state.ts';
import type { User } from './types.ts';

const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;

/** INTERACTION_CREATE as the platform sends it. */
export function interactionPayload(state: State, record: InteractionRecord, data: Json): Json {
  const { user, channel } = record;
  const guild = channel.channel.guildId ? state.guilds.get(channel.channel.guildId) : undefined;
  return {
    id: record.id,
    application_id: state.applicationId,
    type: record.kind,
    token: record.token,
    version: 1,
    data,
    channel: shownChannel(state, channel, guild, user),
    channel_id: channel.channel.id,
    context: guild ? 0 : 1,
    locale: 'en-US',
    ...(guild ? guildPart(guild, user) : { user: userPayload(user) }),
    app_permissions: String(appPermissions(state, channel, guild)),
    authorizing_integration_owners: ownersOf(guild, user),
    entitlements: [],
    entitlement_sku_ids: [],
    attachment_size_limit: MAX_UPLOAD_BYTES,
    ...(record.source ? { message: shownMessage(state, record) } : {}),
  };
}

function guildPart(guild: GuildRecord, user: User): Json {
  return {
    guild: { id: guild.guild.id, locale: 'en-US', features: [] },
    guild_id: guild.guild.id,
    guild_locale: 'en-US',
    member: callerPayload(guild, user),
  };
}

function shownChannel(state: State, record: ChannelRecord, guild: GuildRecord | undefined, user: User): Json {
  const payload = channelPayload(state, record);
  if (!guild) return payload;
  const member = {
    id: record.channel.id,
    user_id: user.id,
    flags: 0,
    join_timestamp: record.createdAt,
    muted: false,
    mute_config: null,
  };
  return {
    ...payload,
    permissions: String(memberPermissions(guild, user.id)),
    ...(record.memberIds.has(user.id) ? { member } : {}),
  };
}

function appPermissions(state: State, channel: ChannelRecord, guild: GuildRecord | undefined): bigint {
  if (!guild) return ALL_PERMISSIONS;
  return guild.guild.hasBot ? botPermissionsIn(state, channel) : MEMBER_PERMISSIONS;
}

/** Who let the app be here: the guild, the person, or both; "0" stands for the bot's own DM. */
function ownersOf(guild: GuildRecord | undefined, user: User): Json {
  return {
    ...(guild?.guild.hasBot ? { 0: guild.guild.id } : {}),
    ...(!guild && !user.hasInstalled ? { 0: '0' } : {}),
    ...(user.hasInstalled ? { 1: user.id } : {}),
  };
}

/** The message a component stands on, without what only MESSAGE_CREATE carries. */
function shownMessage(state: State, { source }: InteractionRecord): Json {
  if (!source) return {};
  const { member, guild_id, channel_type, position, ...message } = gatewayMessage(state, source);
  return message;
}

/** `data.resolved` for chosen users, roles and channels. */
export function resolvedIds(state: State, guildId: string | null, ids: readonly string[]): Json {
  const guild = guildId ? state.guilds.get(guildId) : undefined;
  const users = ids.flatMap((id) => state.users.get(id) ?? []);
  const channels = ids.flatMap((id) => state.channels.get(id) ?? []);
  const roles = guild?.roles.filter(({ id }) => ids.includes(id)) ?? [];
  const keyed = <T>(all: readonly T[], entry: (one: T) => [string, unknown]) => Object.fromEntries(all.map(entry));
  return {
    ...(users.length > 0 ? { users: keyed(users, (user) => [user.id, userPayload(user)]) } : {}),
    ...(users.length > 0 && guild
      ? {
          members: keyed(users, (user) => {
            const { user: _, ...member } = callerPayload(guild, user);
            return [user.id, member];
          }),
        }
      : {}),
    ...(roles.length > 0 ? { roles: keyed(roles, (role) => [role.id, { id: role.id, name: role.name }]) } : {}),
    ...(channels.length > 0
      ? { channels: keyed(channels, (one) => [one.channel.id, resolvedChannel(state, one)]) }
      : {}),
  };
}

/** A chosen channel says what the app may in it. */
function resolvedChannel(state: State, record: ChannelRecord): Json {
  const payload = channelPayload(state, record);
  const { permission_overwrites, ...shown } = payload;
  return {
    ...shown,
    permissions: String(MEMBER_PERMISSIONS),
    app_permissions: String(botPermissionsIn(state, record)),
  };
}
