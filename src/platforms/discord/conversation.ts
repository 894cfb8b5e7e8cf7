import type { Replies, Scope } from '../../news/ports.ts';
import { channelRef, readRef, replyRef } from './refs.ts';

/**
 * The conversation that something in a channel, a thread or a DM belongs to. In a channel that is the one of our message that is
 * answered; null where none is.
 */
export async function conversationOf(
  { scope, channel, isDirect, answers }: { scope: Scope; channel: string; isDirect: boolean; answers: string | null },
  replies: Pick<Replies, 'findByMessage'>,
): Promise<string | null> {
  const home = readRef(scope.channel);
  if (isDirect || home.kind === 'person') return channelRef(channel);
  const isThread = home.channel !== channel;
  // A thread that was opened on a message has the message's id.
  const message = isThread ? channel : answers;
  const reply = message === null ? null : await replies.findByMessage(scope.channel, message);
  if (reply) return replyRef(home.channel, reply.id);
  return isThread ? channelRef(channel) : null;
}
