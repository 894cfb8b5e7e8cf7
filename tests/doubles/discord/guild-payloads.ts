import { channelPayload, memberPayload, rolePayload, userPayload } from './payloads.ts';
import type { GuildRecord, Json, State } from './state.ts';
import type { ChannelKind } from './types.ts';

/** GET /guilds/:guild tells more than GUILD_CREATE. */
export function wholeGuildPayload(record: GuildRecord): Json {
  return {
    ...guildPayload(record),
    application_id: null,
    home_header: null,
    incidents_data: null,
    max_members: 500_000,
    max_presences: null,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    region: 'deprecated',
    widget_channel_id: null,
    widget_enabled: false,
  };
}

export function guildPayload(record: GuildRecord): Json {
  return {
    id: record.guild.id,
    name: record.guild.name,
    owner_id: record.guild.ownerId,
    icon: null,
    description: null,
    features: [],
    preferred_locale: 'en-US',
    roles: record.roles.map(rolePayload),
    emojis: [],
    stickers: [],
    afk_channel_id: null,
    afk_timeout: 300,
    banner: null,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw: false,
    nsfw_level: 0,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    public_updates_channel_id: null,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    splash: null,
    discovery_splash: null,
    system_channel_id: null,
    system_channel_flags: 0,
    vanity_url_code: null,
    verification_level: 1,
  };
}

/** GUILD_CREATE: the guild with what the bot needs to know of it. */
export function guildCreatePayload(state: State, record: GuildRecord): Json {
  const all = [...state.channels.values()].filter(({ channel }) => channel.guildId === record.guild.id);
  const bot = { ...memberPayload(record, state.bot.id), user: userPayload(state.bot) };
  return {
    ...guildPayload(record),
    system_channel_id: all.find(({ channel }) => channel.kind === 'text')?.channel.id ?? null,
    joined_at: record.joinedAt,
    large: false,
    unavailable: false,
    member_count: record.members.size,
    members: [bot],
    channels: all.filter(({ channel }) => channel.kind !== 'thread').map((one) => channelPayload(state, one)),
    threads: all.filter(({ channel }) => isOpenThread(channel)).map((one) => channelPayload(state, one)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

function isOpenThread({ kind, isArchived }: { kind: ChannelKind; isArchived: boolean }): boolean {
  return kind === 'thread' && !isArchived;
}
