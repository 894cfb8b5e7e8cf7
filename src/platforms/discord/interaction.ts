import { PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Caller } from '../../chat/command.ts';
import type { Scope } from '../../news/ports.ts';
import { channelRef, guildRef, personRef, roleRef } from './refs.ts';

/** As much of an interaction as every kind has. Nothing but who and where is taken for granted. */
export const interactionSchema = z.object({
  id: z.string(),
  application_id: z.string(),
  token: z.string(),
  type: z.number(),
  guild_id: z.string().optional(),
  channel_id: z.string().optional(),
  channel: z.object({ id: z.string(), type: z.number(), parent_id: z.string().nullish() }).optional(),
  member: z
    .object({ user: z.object({ id: z.string() }), roles: z.array(z.string()), permissions: z.string() })
    .optional(),
  user: z.object({ id: z.string() }).optional(),
  data: z.unknown(),
});
export type Interaction = z.infer<typeof interactionSchema>;

export const INTERACTION = { command: 2, component: 3, autocomplete: 4, form: 5 } as const;

/** Who did it. Discord says with each interaction what they may. */
export function callerOf({ member, user, guild_id: guild }: Interaction): Caller {
  const person = member?.user ?? user;
  if (!person) throw new Error('an interaction of nobody');
  const may = BigInt(member?.permissions ?? 0);
  const manages = (may & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n;
  return {
    ref: personRef(person.id),
    roles: (member?.roles ?? []).map(roleRef),
    // In a DM everybody is at home.
    managesWorkspace: async () => guild === undefined || manages,
    isGuest: false,
  };
}

/** Where it was done; a thread is its channel's. Outside a server everybody has a workspace of their own. */
export function scopeOf(interaction: Interaction): Scope {
  const { guild_id: guild, channel } = interaction;
  const isThread = channel !== undefined && THREADS.has(channel.type);
  const home = (isThread ? channel.parent_id : null) ?? channelOf(interaction);
  return { workspace: guild === undefined ? callerOf(interaction).ref : guildRef(guild), channel: channelRef(home) };
}

/** Threads of announcement channels, of others, and private ones. */
export const THREADS: ReadonlySet<number> = new Set([10, 11, 12]);

/** The channel or thread that an answer stands in. */
export function channelOf({ channel_id: id, channel }: Interaction): string {
  const found = channel?.id ?? id;
  if (found === undefined) throw new Error('an interaction from nowhere');
  return found;
}
