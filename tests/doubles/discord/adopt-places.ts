import { channelPayload } from './payloads.ts';
import type { ChannelRecord, GatewayEvent, Json, State } from './state.ts';
import type { ChannelKind, User, World } from './types.ts';
import { newChannel } from './world.ts';

const KINDS: Record<number, ChannelKind> = {
  ...{ 0: 'text', 1: 'dm', 2: 'voice', 5: 'announcement', 10: 'thread', 11: 'thread', 12: 'thread', 15: 'forum' },
};

export function adoptUser(state: State, user: Json): User | null {
  const id = textOf(user.id);
  if (id === '') return null;
  const name = textOf(user.global_name) || textOf(user.username) || id;
  const made = state.users.get(id) ?? { id, name, bot: user.bot === true, hasInstalled: false };
  state.users.set(id, made);
  return made;
}

/** The guild that an event names, or comes to; whoever acts there is a member. */
export function adoptGuild(state: State, world: World, { t, d }: GatewayEvent, user: User | null): void {
  const isEntered = t === 'GUILD_CREATE';
  const id = textOf(isEntered ? d.id : d.guild_id);
  if (id === '') return;
  const owners = partOf(d.authorizing_integration_owners);
  const isBotThere = d.authorizing_integration_owners === undefined || owners[0] !== undefined;
  if (!state.guilds.has(id) && isEntered) enterGuild(state, world, d);
  else if (!state.guilds.has(id)) {
    const facts = { id, name: `Guild ${id}`, ownerId: world.addUser({ name: 'Owner' }).id, withoutBot: !isBotThere };
    world.addGuild({ ...facts, channels: [{ name: 'general' }] });
  }
  if (!user) return;
  if (owners[1] !== undefined) user.hasInstalled = true;
  const members = state.guilds.get(id)?.members;
  if (members && !members.has(user.id)) members.set(user.id, []);
}

/** The bot comes into a guild that the event describes; the event itself tells the bot. */
function enterGuild(state: State, world: World, d: Json): void {
  const ownerId = textOf(d.owner_id) || world.addUser({ name: 'Owner' }).id;
  adoptUser(state, { id: ownerId, username: 'owner' });
  const guild = world.addGuild({ id: textOf(d.id), name: textOf(d.name), ownerId, withoutBot: true });
  guild.hasBot = true;
  state.guilds.get(guild.id)?.members.set(state.bot.id, []);
  const channels = Array.isArray(d.channels) ? d.channels.map(partOf) : [];
  for (const { id, type, name, parent_id } of channels) {
    const kind = KINDS[Number(type)] ?? 'text';
    const parentId = textOf(parent_id) || null;
    if (textOf(id)) newChannel(state, { id: textOf(id), guildId: guild.id, kind, name: textOf(name), parentId });
  }
}

/** The channel or thread that an event names or is about. */
export function adoptChannel(state: State, { t, d }: GatewayEvent, user: User | null): ChannelRecord | null {
  const isMade = t === 'CHANNEL_CREATE' || t === 'THREAD_CREATE';
  const given = isMade ? d : partOf(d.channel);
  const id = textOf(d.channel_id) || textOf(given.id);
  const there = state.channels.get(id);
  if (id === '' || there) return there ?? null;
  const guildId = textOf(d.guild_id) || null;
  const kind = KINDS[Number(given.type ?? d.channel_type ?? (guildId ? 0 : 1))] ?? 'text';
  const parentId = kind === 'thread' ? adoptParent(state, guildId, textOf(given.parent_id)) : null;
  const name = textOf(given.name) || (kind === 'dm' ? (user?.name ?? '') : `channel-${id}`);
  const record = newChannel(state, { id, guildId, kind, name, parentId });
  if (kind === 'dm') record.recipient = user;
  else if (!isMade)
    state.emit({ t: kind === 'thread' ? 'THREAD_CREATE' : 'CHANNEL_CREATE', d: channelPayload(state, record) });
  return record;
}

/** A thread stands in a channel, though a message there does not say in which. */
function adoptParent(state: State, guildId: string | null, id: string): string {
  const there = state.channels.get(id);
  if (there) return there.channel.id;
  const facts = { guildId, kind: 'text' as const, name: 'parent', parentId: null };
  const record = newChannel(state, id === '' ? facts : { ...facts, id });
  state.emit({ t: 'CHANNEL_CREATE', d: channelPayload(state, record) });
  return record.channel.id;
}

export function partOf(value: unknown): Json {
  // Any object may be looked at key by key.
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
