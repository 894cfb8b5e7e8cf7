import { randomBytes } from 'node:crypto';
import { ALL_PERMISSIONS, may } from './permissions.ts';
import type { Channel, DiscordMessage, Guild, Ping, UploadedFile, User } from './types.ts';

export type Json = Record<string, unknown>;

export interface Role {
  id: string;
  name: string;
  permissions: bigint;
  position: number;
  isManaged: boolean;
  /** Everybody may ping it. */
  isMentionable: boolean;
}

export interface GuildRecord {
  guild: Guild;
  roles: Role[];
  /** Role ids by user id. */
  members: Map<string, string[]>;
  botPermissions: bigint;
  joinedAt: string;
}

export interface ChannelRecord {
  channel: Channel;
  /** Null: those of the guild, or of the channel a thread stands in. */
  botPermissions: bigint | null;
  /** The other side of a DM. */
  recipient: User | null;
  ownerId: string | null;
  memberIds: Set<string>;
  createdAt: string;
  autoArchiveMinutes: number;
  messageCount: number;
  lastMessageId: string | null;
}

export interface MessageRecord {
  message: DiscordMessage;
  /** The only person who sees it, for an ephemeral one. */
  onlyFor: string | null;
  /** Written by a webhook token, without the bot's being there. */
  byInteraction: boolean;
}

export interface GatewayEvent {
  t: string;
  d: Json;
}

/** What both halves of the double, REST and gateway, know of. */
export interface State {
  now(): number;
  iso(): string;
  snowflake(): string;
  applicationId: string;
  bot: User;
  origin(): string;
  users: Map<string, User>;
  guilds: Map<string, GuildRecord>;
  channels: Map<string, ChannelRecord>;
  messages: Map<string, MessageRecord>;
  /** Whom new messages have notified. */
  pinged: Ping[];
  /** By attachment id; served under /attachments/. */
  files: Map<string, UploadedFile>;
  emit(event: GatewayEvent): void;
  onEvent(listen: (event: GatewayEvent) => void): void;
  /** Tells those who wait that the message is new or edited. */
  changed(message: DiscordMessage): void;
  onChange(listen: (message: DiscordMessage) => void): () => void;
}

const DISCORD_EPOCH = 1_420_070_400_000n;

export function createState(facts: { clock: () => number; applicationId: string; origin: () => string }): State {
  const listeners = new Set<(event: GatewayEvent) => void>();
  const changes = new Set<(message: DiscordMessage) => void>();
  let counted = 0n;
  const bot: User = { id: facts.applicationId, name: 'Copydesk', bot: true, hasInstalled: false };
  return {
    now: facts.clock,
    iso: () => new Date(facts.clock()).toISOString().replace('Z', '000+00:00'),
    snowflake: () => {
      counted += 1n;
      return String(((BigInt(Math.floor(facts.clock())) - DISCORD_EPOCH) << 22n) + (counted & 0x3fffffn));
    },
    applicationId: facts.applicationId,
    bot,
    origin: facts.origin,
    users: new Map([[bot.id, bot]]),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    pinged: [],
    files: new Map(),
    emit: (event) => {
      for (const listen of listeners) listen(event);
    },
    onEvent: (listen) => void listeners.add(listen),
    changed: (message) => {
      for (const listen of [...changes]) listen(message);
    },
    onChange: (listen) => {
      changes.add(listen);
      return () => changes.delete(listen);
    },
  };
}

export function randomToken(prefix: string): string {
  return Buffer.from(`${prefix}:${randomBytes(40).toString('base64url')}`).toString('base64url');
}

/** What the bot may in the channel; 0 where it is not. */
export function botPermissionsIn(state: State, record: ChannelRecord): bigint {
  if (record.channel.kind === 'dm') return ALL_PERMISSIONS;
  const guild = record.channel.guildId ? state.guilds.get(record.channel.guildId) : undefined;
  if (!guild?.guild.hasBot) return 0n;
  const parent = record.channel.parentId ? state.channels.get(record.channel.parentId) : undefined;
  return record.botPermissions ?? parent?.botPermissions ?? guild.botPermissions;
}

export function memberPermissions(record: GuildRecord, userId: string): bigint {
  if (record.guild.ownerId === userId) return ALL_PERMISSIONS;
  const roleIds = new Set([record.guild.id, ...(record.members.get(userId) ?? [])]);
  const sum = record.roles.filter(({ id }) => roleIds.has(id)).reduce((all, role) => all | role.permissions, 0n);
  return may(sum, 'Administrator') ? ALL_PERMISSIONS : sum;
}

export function botSees(state: State, channelId: string): boolean {
  const record = state.channels.get(channelId);
  return record !== undefined && may(botPermissionsIn(state, record), 'ViewChannel');
}
