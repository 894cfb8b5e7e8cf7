import type { Replies } from '../../news/ports.ts';
import { channelRef, messageRef, replyRef } from './refs.ts';

/** The conversation that something belongs to: a direct one is one, else each thread; null where it is in none. */
export async function conversationOf(
  { team, channel, thread }: { team: { id: string }; channel: string; thread: string | null },
  replies: Pick<Replies, 'findByMessage'>,
): Promise<string | null> {
  const here = channelRef(team.id, channel);
  if (channel.startsWith('D')) return here;
  if (thread === null) return null;
  // A thread below a reply of ours goes on from what that answered.
  const reply = await replies.findByMessage(here, thread);
  if (reply) return replyRef(team.id, channel, reply.id);
  return messageRef(team.id, channel, { ts: thread, thread: null });
}
