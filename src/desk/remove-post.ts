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
  // A channel's ref is all of its message's but the last part.
  const channel = ref.slice(0, ref.lastIndexOf('/'));
  if (channel !== scope.channel) throw new UserError('notOurPost');
  const reply = await replies.findByMessage(channel, ref.slice(channel.length + 1));
  if (reply?.asker !== caller.ref && !(await isModerator())) throw new UserError('notYourPost');
  await deliveries.commit([{ key: `${ref} removed`, target: ref, how: 'remove', message: {} }]);
  return words('Removed.');
}
