import type { PermissionFlagsBits } from 'discord-api-types/v10';
import { refuse } from './errors.ts';
import { may } from './permissions.ts';
import { botPermissionsIn, type ChannelRecord, type GuildRecord, type MessageRecord, type State } from './state.ts';

/** The channel, when the bot sees it and may do this there. */
export function channelFor(
  state: State,
  id: string | undefined,
  ...needed: (keyof typeof PermissionFlagsBits)[]
): ChannelRecord {
  const record = state.channels.get(id ?? '');
  if (!record) throw refuse(10003);
  const has = botPermissionsIn(state, record);
  if (!may(has, 'ViewChannel')) throw refuse(50001);
  if (needed.some((name) => !may(has, name))) throw refuse(50013);
  return record;
}

/** A message there; ephemeral ones are reached by their interaction's token only. */
export function messageIn(state: State, channel: ChannelRecord, id: string | undefined): MessageRecord {
  const record = state.messages.get(id ?? '');
  if (!record || record.onlyFor !== null || record.message.channel_id !== channel.channel.id) throw refuse(10008);
  return record;
}

export function guildFor(state: State, id: string | undefined): GuildRecord {
  const record = state.guilds.get(id ?? '');
  if (!record) throw refuse(10004);
  if (!record.guild.hasBot) throw refuse(50001);
  return record;
}
