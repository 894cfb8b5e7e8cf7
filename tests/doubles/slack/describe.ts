import type { MethodCall } from './platform.ts';
import type { Json, SlackChannel } from './types.ts';

/** A conversation as the Web API tells of it. */
export function describeChannel({ team }: Pick<MethodCall, 'team'>, channel: SlackChannel): Json {
  const { id, name, kind, isArchived, isExternallyShared, botIsMember, user } = channel;
  const base = { id, created: 1_700_000_000, is_archived: isArchived, is_org_shared: false, context_team_id: team.id };
  if (kind === 'im') return { ...base, is_im: true, user, is_user_deleted: false, priority: 0 };
  return {
    ...base,
    name,
    name_normalized: name,
    is_channel: kind === 'public',
    is_group: kind === 'private',
    is_im: false,
    is_mpim: kind === 'mpim',
    is_private: kind !== 'public',
    is_general: false,
    is_shared: isExternallyShared,
    is_ext_shared: isExternallyShared,
    is_pending_ext_shared: false,
    is_member: botIsMember,
    creator: [...channel.members][0] ?? team.botUserId,
    num_members: channel.members.size + (botIsMember ? 1 : 0),
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
