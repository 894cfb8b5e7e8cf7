import { z } from 'zod';
import { may, roleSchema } from './permissions.ts';

export const namedRoleSchema = roleSchema.extend({ name: z.string(), mentionable: z.boolean() });

/** What keeps posts from pinging the role, and how to mend it; null where nothing does. */
export function whyNoPing(
  ping: string,
  roles: readonly z.infer<typeof namedRoleSchema>[],
  permissions: bigint,
): string | null {
  const role = roles.find(({ id }) => `&${id}` === ping);
  if (!role) return 'the role that posts are to ping is gone. Set another with /settings set ping:@role, or ping:off.';
  if (role.mentionable || may(permissions, 'MentionEveryone')) return null;
  return `posts can’t ping the role ${role.name}. Switch on “Allow anyone to @mention this role” under Server Settings → Roles, or give the bot “Mention @everyone, @here, and All Roles” there.`;
}
