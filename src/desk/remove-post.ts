import type { CallOf } from '../chat/command.ts';
import { type Message, words } from '../chat/message.ts';
import { UserError } from '../errors.ts';
import type { Deliveries, Replies } from '../news/ports.ts';
import type { PostedLinks } from '../news/posted-link.ts';

export interface RemovePorts {
  replies: Pick<Replies, 'findByMessage'>;
  postedLinks: Pick<PostedLinks, 'authorOf'>;
  deliveries: Pick<Deliveries, 'commit'>;
}

/** Removes one of our own posts for who asked for it, or posted the link that it is about, or for a moderator. */
export async function removePost(
  ref: string,
  { scope, caller, isModerator }: Pick<CallOf, 'scope' | 'caller' | 'isModerator'>,
  { replies, postedLinks, deliveries }: RemovePorts,
): Promise<Message> {
  const slash = ref.lastIndexOf('/');
  const place = ref.slice(0, slash);
  const reply = await replies.findByMessage(scope.channel, ref.slice(slash + 1));
  const owner = reply ? reply.asker : await postedLinks.authorOf(ref, scope.channel);
  // What has an owner in a thread is its channel's; anything else must stand in the very channel.
  if (owner === null && place !== scope.channel) throw new UserError('notOurPost');
  if (owner !== caller.ref && !(await isModerator())) throw new UserError('notYourPost');
  // A reply is named as those name it who still work on it, so that nothing of theirs brings it back.
  const target = reply ? `${place}/r${reply.id}` : ref;
  await deliveries.commit([{ key: `${ref} removed`, target, how: 'remove', message: {} }]);
  return words('Removed.');
}
