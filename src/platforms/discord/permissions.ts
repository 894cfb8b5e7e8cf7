import { PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';

type Permission = keyof typeof PermissionFlagsBits;

export const roleSchema = z.object({ id: z.string(), permissions: z.string() });
const overwriteSchema = z.object({ id: z.string(), allow: z.string(), deny: z.string() });
export const channelSchema = z.object({
  id: z.string(),
  type: z.number(),
  name: z.string().nullish(),
  guild_id: z.string().optional(),
  parent_id: z.string().nullish(),
  position: z.number().optional(),
  permission_overwrites: z.array(overwriteSchema).optional(),
});

export interface Member {
  guild: string;
  user: string;
  isOwner: boolean;
  /** Ids of their roles. */
  roles: readonly string[];
}

const ALL = (1n << 64n) - 1n;

/** What a member may anywhere in their server, by its roles (docs: Permissions, computing). */
export function basePermissions(member: Member, roles: readonly z.infer<typeof roleSchema>[]): bigint {
  if (member.isOwner) return ALL;
  const theirs = roles.filter(({ id }) => id === member.guild || member.roles.includes(id));
  const base = theirs.reduce((all, { permissions }) => all | BigInt(permissions), 0n);
  return may(base, 'Administrator') ? ALL : base;
}

/** And in a channel: everybody's overwrites, then the roles' together, then their own. A thread has its channel's. */
export function channelPermissions(
  base: bigint,
  member: Member,
  overwrites: readonly z.infer<typeof overwriteSchema>[],
): bigint {
  if (base === ALL) return ALL;
  const apply = (before: bigint, of: readonly z.infer<typeof overwriteSchema>[]) => {
    const denied = of.reduce((all, { deny }) => all | BigInt(deny), 0n);
    return (before & ~denied) | of.reduce((all, { allow }) => all | BigInt(allow), 0n);
  };
  const everybody = overwrites.filter(({ id }) => id === member.guild);
  const roles = overwrites.filter(({ id }) => id !== member.guild && member.roles.includes(id));
  const own = overwrites.filter(({ id }) => id === member.user);
  return [everybody, roles, own].reduce(apply, base);
}

export function may(permissions: bigint, name: Permission): boolean {
  return (permissions & PermissionFlagsBits[name]) !== 0n;
}
