import { z } from 'zod';
import { basePermissions, channelPermissions, channelSchema, type Member, may, roleSchema } from './permissions.ts';
import { channelRef, guildRef, personRef } from './refs.ts';

const guildSchema = z.object({
  id: z.string(),
  owner_id: z.string(),
  unavailable: z.boolean().optional(),
  system_channel_id: z.string().nullish(),
  roles: z.array(roleSchema.extend({ tags: z.object({ bot_id: z.string().optional() }).optional() })),
  channels: z.array(channelSchema),
  members: z.array(z.object({ user: z.object({ id: z.string() }), roles: z.array(z.string()) })).default([]),
});
type Guild = z.infer<typeof guildSchema>;

const TEXT = 0;

/** A server we are in, where whoever set us up there sees a first message, and the role we have there by ourselves. */
export function welcomeTo(given: unknown, us: string): { workspace: string; postTo: string; role: string | null } {
  const guild = guildSchema.parse(given);
  const open = guild.channels
    .filter(({ type }) => type === TEXT)
    .toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0))
    .filter((channel) => mayWrite(channel, guild, us));
  const chosen = open.find(({ id }) => id === guild.system_channel_id) ?? open[0];
  const role = guild.roles.find(({ tags }) => tags?.bot_id === us)?.id ?? null;
  return { workspace: guildRef(guild.id), postTo: chosen ? channelRef(chosen.id) : personRef(guild.owner_id), role };
}

function mayWrite(
  { permission_overwrites: overwrites = [] }: Guild['channels'][number],
  guild: Guild,
  us: string,
): boolean {
  const roles = guild.members.find(({ user }) => user.id === us)?.roles ?? [];
  const member: Member = { guild: guild.id, user: us, isOwner: guild.owner_id === us, roles };
  const permissions = channelPermissions(basePermissions(member, guild.roles), member, overwrites);
  return may(permissions, 'ViewChannel') && may(permissions, 'SendMessages');
}
