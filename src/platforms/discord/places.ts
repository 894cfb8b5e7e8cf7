import { z } from 'zod';
import type { Api } from './api.ts';
import { THREADS } from './interaction.ts';
import { basePermissions, channelSchema, type Member, may, roleSchema } from './permissions.ts';

/** Threads whose channels are remembered. */
const AT_MOST = 5000;

const guildSchema = z.object({ id: z.string(), owner_id: z.string(), roles: z.array(roleSchema) });

/** What a message from the gateway does not say of its place. */
export interface Places {
  /** The channel that a message stands in: a thread's own. */
  homeOf(message: { channel_id: string; channel_type?: number | undefined }): Promise<string>;
  /** Whether a member may manage their server. */
  manages(member: Omit<Member, 'isOwner'>): Promise<boolean>;
}

export function createPlaces(api: Api): Places {
  const homes = new Map<string, string>();

  return {
    async homeOf({ channel_id: id, channel_type: type }) {
      if (type !== undefined && !THREADS.has(type)) return id;
      const known = homes.get(id);
      if (known !== undefined) return known;
      const channel = channelSchema.parse(await api.get(`/channels/${id}`));
      const home = THREADS.has(channel.type) ? (channel.parent_id ?? id) : id;
      if (homes.size >= AT_MOST) homes.clear();
      homes.set(id, home);
      return home;
    },
    async manages(member) {
      const { owner_id: owner, roles } = guildSchema.parse(await api.get(`/guilds/${member.guild}`));
      const base = basePermissions({ ...member, isOwner: owner === member.user }, roles);
      return may(base, 'ManageGuild') || may(base, 'Administrator');
    },
  };
}
