import type { CallOf } from '../chat/command.ts';
import { type Message, words } from '../chat/message.ts';
import { UserError } from '../errors.ts';
import type { Deliveries, Replies } from '../news/ports.ts';

/** Removes one of our own posts for who asked for it or for a moderator, of this workspace's only. */
export async function removePost(
  ref: string,
  { scope, caller, isModerator }: Pick<CallOf, 'scope' | 'caller' | 'isModerator'>,
  { replies, deliveries }: { replies: Replies; deliveries: Pick<Deliveries, 'commit'> },
): Promise<Message> {
  const slash = ref.lastIndexOf('/');
  const place = ref.slice(0, slash);
  const reply = await replies.findByMessage(scope.channel, ref.slice(slash + 1));
  // A reply in a thread is its channel's; what no reply row knows must stand in the very channel.
  if (!reply && place !== scope.channel) throw new UserError('notOurPost');
  if (reply?.asker !== caller.ref && !(await isModerator())) throw new UserError('notYourPost');
  // A reply is named as those name it who still work on it, so that nothing of theirs brings it back.
  const target = reply ? `${place}/r${reply.id}` : ref;
  await deliveries.commit([{ key: `${ref} removed`, target, how: 'remove', message: {} }]);
  return words('Removed.');
}
