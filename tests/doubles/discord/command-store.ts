import { PermissionFlagsBits } from 'discord-api-types/v10';
import { refuse } from './errors.ts';
import type { CommandPart } from './rules/commands.ts';
import { type ChannelRecord, type Json, memberPermissions, type State } from './state.ts';
import type { User } from './types.ts';

export interface RegisteredCommand extends CommandPart {
  id: string;
  type: number;
  default_member_permissions: string | null;
  contexts: number[] | null;
  integration_types: number[];
  [other: string]: unknown;
}

export interface CommandStore {
  list(guildId: string | null): RegisteredCommand[];
  /** A command of the same name and type is replaced and keeps its id; says whether it is new. */
  put(guildId: string | null, body: Json): { command: RegisteredCommand; isNew: boolean };
  putAll(guildId: string | null, bodies: readonly Json[]): RegisteredCommand[];
  find(guildId: string | null, id: string): RegisteredCommand;
  remove(guildId: string | null, id: string): void;
  /** What the client offers this person in this channel; a guild's own command hides the global one. */
  offered(user: User, channel: ChannelRecord): RegisteredCommand[];
}

export function createCommandStore(state: State): CommandStore {
  const byGuild = new Map<string | null, RegisteredCommand[]>();
  const list = (guildId: string | null) => byGuild.get(guildId) ?? [];
  const self: CommandStore = {
    list,
    put(guildId, body) {
      const type = Number(body.type ?? 1);
      const before = list(guildId).find((one) => one.name === body.name && one.type === type);
      const command = registered(state, guildId, { ...body, id: before?.id ?? state.snowflake() });
      byGuild.set(guildId, [...list(guildId).filter((one) => one !== before), command]);
      return { command, isNew: before === undefined };
    },
    putAll(guildId, bodies) {
      const before = list(guildId);
      const idOf = (body: Json) =>
        before.find((one) => one.name === body.name && one.type === Number(body.type ?? 1))?.id;
      const all = bodies.map((body) => registered(state, guildId, { ...body, id: idOf(body) ?? state.snowflake() }));
      byGuild.set(guildId, all);
      return all;
    },
    find(guildId, id) {
      const command = list(guildId).find((one) => one.id === id);
      if (!command) throw refuse(10063);
      return command;
    },
    remove(guildId, id) {
      const command = self.find(guildId, id);
      byGuild.set(
        guildId,
        list(guildId).filter((one) => one !== command),
      );
    },
    offered(user, channel) {
      const { guildId } = channel.channel;
      const own = guildId ? list(guildId) : [];
      const shadowed = (one: RegisteredCommand) => own.some(({ name, type }) => name === one.name && type === one.type);
      const all = [...own, ...list(null).filter((one) => !shadowed(one))];
      return all.filter((command) => isOffered(state, command, user, channel));
    },
  };
  return self;
}

/** The command as the platform lists it, with its defaults filled in. */
function registered(state: State, guildId: string | null, body: Json): RegisteredCommand {
  const permissions = body.default_member_permissions;
  const global = guildId === null ? { contexts: body.contexts ?? null, dm_permission: body.dm_permission ?? true } : {};
  const filled = {
    description: '',
    ...body,
    application_id: state.applicationId,
    version: state.snowflake(),
    type: Number(body.type ?? 1),
    default_member_permissions: permissions === null || permissions === undefined ? null : String(permissions),
    integration_types: body.integration_types ?? [0],
    nsfw: body.nsfw ?? false,
    options: withoutFalse(body.options),
    name_localizations: body.name_localizations ?? null,
    description_localizations: body.description_localizations ?? null,
    ...(guildId === null ? global : { guild_id: guildId }),
  };
  // The body has passed the schema of a command; id and the rest were just put in.
  return filled as unknown as RegisteredCommand;
}

/** The platform does not keep `required: false` and `autocomplete: false`, which a comparing registrar has to know. */
function withoutFalse(options: unknown): unknown {
  if (!Array.isArray(options) || options.length === 0) return undefined;
  return options.map((option: Json) => {
    const kept = Object.entries(option).filter(([key, value]) => {
      const isDefault = value === false && (key === 'required' || key === 'autocomplete');
      return !isDefault && value !== null && value !== undefined;
    });
    const shown = Object.fromEntries(kept);
    return option.options ? { ...shown, options: withoutFalse(option.options) ?? [] } : shown;
  });
}

function isOffered(state: State, command: RegisteredCommand, user: User, { channel }: ChannelRecord): boolean {
  const guild = channel.guildId ? state.guilds.get(channel.guildId) : undefined;
  const context = guild ? 0 : 1;
  if (command.contexts && !command.contexts.includes(context)) return false;
  if (!guild) return command.dm_permission !== false;
  const byGuild = guild.guild.hasBot && command.integration_types.includes(0);
  const byUser = user.hasInstalled && command.integration_types.includes(1);
  if (!byGuild) return byUser;
  const needed = command.default_member_permissions;
  const has = memberPermissions(guild, user.id);
  if (needed === null || (has & PermissionFlagsBits.Administrator) !== 0n) return true;
  return needed !== '0' && (has & BigInt(needed)) === BigInt(needed);
}
