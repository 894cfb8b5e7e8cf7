import type { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Faults, Journal } from '../journal.ts';
import type { DiscordPerson, Interaction } from './person-types.ts';

export type * from './person-types.ts';

/** "SendMessages", "ViewChannel" …, or their bits. */
export type Permissions = readonly (keyof typeof PermissionFlagsBits)[] | bigint;

export interface DiscordOptions {
  /** Milliseconds since 1970; every time rule of the platform goes by it. */
  clock?: () => number;
  token?: string;
  applicationId?: string;
  /** 0 or left out: a free one. */
  port?: number;
  /** The privileged intents that the portal grants; asking for another closes the gateway with 4014. Default: none. */
  privilegedIntents?: readonly ('GuildMembers' | 'GuildPresences' | 'MessageContent')[];
  /** Buckets per route (5 messages in 5 s and channel) and 50 requests a second answer 429. Default: false. */
  limits?: boolean;
  /** What GET /gateway/bot recommends. Default 1. */
  shards?: number;
  /** How long an interaction waits for its first answer. Default: the platform's 3 s; more where it goes by a slow machine's own clock. */
  answerMs?: number;
}

export interface User {
  id: string;
  name: string;
  bot: boolean;
  /** The app is installed on the account: it is there in every guild and DM of this person. */
  hasInstalled: boolean;
  /** Takes no messages from the bot: 50007. */
  hasClosedDms?: boolean;
}

export interface Guild {
  id: string;
  name: string;
  ownerId: string;
  /** False: only persons with the app on their account can call it here. */
  hasBot: boolean;
}

export type ChannelKind = 'text' | 'announcement' | 'forum' | 'voice' | 'dm' | 'thread';

export interface Channel {
  id: string;
  /** Null for a DM. */
  guildId: string | null;
  kind: ChannelKind;
  name: string;
  /** The channel that a thread stands in. */
  parentId: string | null;
  isArchived: boolean;
}

/** A component as the platform shows it; `id` is numbered by the platform. */
export interface Component {
  type: number;
  id?: number;
  custom_id?: string;
  label?: string;
  description?: string;
  content?: string;
  style?: number;
  url?: string;
  value?: string;
  placeholder?: string;
  disabled?: boolean;
  required?: boolean;
  min_length?: number;
  max_length?: number;
  min_values?: number;
  max_values?: number;
  options?: { label: string; value: string; description?: string; default?: boolean }[];
  components?: Component[];
  component?: Component;
  accessory?: Component;
  [other: string]: unknown;
}

/** A message as the platform sends it. */
export interface DiscordMessage {
  id: string;
  channel_id: string;
  type: number;
  author: { id: string; username: string; bot?: boolean };
  content: string;
  embeds: Record<string, unknown>[];
  components: Component[];
  attachments: { id: string; filename: string; url: string; size: number; content_type?: string }[];
  mentions: { id: string }[];
  flags: number;
  timestamp: string;
  edited_timestamp: string | null;
  [other: string]: unknown;
}

/** A role that a new message notified. */
export interface Ping {
  channelId: string;
  messageId: string;
  roleId: string;
}

export interface NewChannel {
  name: string;
  type?: 'text' | 'announcement' | 'forum' | 'voice';
  botPermissions?: Permissions;
}

export interface World {
  addGuild(guild: {
    name: string;
    id?: string;
    ownerId?: string;
    botPermissions?: Permissions;
    withoutBot?: boolean;
    /** There already when the bot comes in, and so told with GUILD_CREATE; the first text channel takes system messages. */
    channels?: NewChannel[];
  }): Guild;
  addChannel(guild: Guild, channel: NewChannel): Channel;
  /** A thread that people opened; in a forum, a post of theirs. */
  addThread(parent: Channel, thread: { name: string; owner?: User }): Channel;
  addUser(user: { name: string; bot?: boolean; hasInstalled?: boolean; hasClosedDms?: boolean }): User;
  addMember(guild: Guild, user: User, member?: { permissions?: Permissions }): void;
  addRole(
    guild: Guild,
    role: { name: string; permissions?: Permissions; isMentionable?: boolean },
  ): { id: string; name: string };
  setBotPermissions(channel: Channel, permissions: Permissions): void;
  /** The bot is thrown out: GUILD_DELETE, and nothing there is found any more. */
  removeGuild(guild: Guild): void;
  deleteChannel(channel: Channel): void;
  archiveThread(thread: Channel): void;
  deleteMessage(channelId: string, messageId: string): void;
  /** The person's DM channel with the bot. */
  dm(user: User): Channel;
  guilds(): Guild[];
  channels(): Channel[];
  channel(id: string): Channel | null;
  users(): User[];
  /** Whoever may see them; ephemeral ones too. Oldest first. */
  messages(channelId: string): DiscordMessage[];
  message(id: string): DiscordMessage | null;
}

export interface GatewayControl {
  /** Sockets that are past IDENTIFY or RESUME. */
  readonly connections: number;
  readonly identified: number;
  readonly resumed: number;
  /** Resolves when as many shards are ready at the same time. */
  ready(shards?: number, timeoutMs?: number): Promise<void>;
  /** Cuts every connection: 4000 may be resumed, 4004 and 4014 not. */
  disconnect(closeCode: number): void;
  sendOp7Reconnect(): void;
  sendInvalidSession(isResumable: boolean): void;
}

export interface DiscordDouble {
  /** "http://127.0.0.1:port/api", as discord.js takes it. */
  api: string;
  token: string;
  applicationId: string;
  botUserId: string;
  journal: Journal;
  /** Whom the platform has notified: roles that were named and allowed and could be mentioned. An edit notifies nobody. */
  pinged(): readonly Ping[];
  faults: Faults;
  world: World;
  gateway: GatewayControl;
  /** Answers of 401, 403 and 429 in the last 10 minutes; at 10,000 the platform shuts the door. */
  readonly invalidRequests: number;
  /** The application commands registered for the guild, or globally for null. */
  commands(guildId: string | null): Record<string, unknown>[];
  /** To every connected shard that may get it; content is left out as intents demand. */
  dispatch(event: { t: string; d: Record<string, unknown> }): void;
  /** The same for an event that was recorded or written elsewhere: whom it names is taken up into the world first. */
  send(event: { t: string; d: Record<string, unknown> }): Interaction | null;
  /** From now on the old token is refused: 401, gateway 4004. */
  setToken(token: string): void;
  person(user: User, channel: Channel): DiscordPerson;
  /** The first message of the channel, as it stands, comes or is edited to, that fits. */
  waitForMessage(
    channelId: string,
    fits: (message: DiscordMessage) => boolean,
    timeoutMs?: number,
  ): Promise<DiscordMessage>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
