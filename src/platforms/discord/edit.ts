import { z } from 'zod';
import type { Message } from '../../chat/message.ts';
import { MessageGone } from '../../delivery/platform.ts';
import type { Reply } from '../../news/ports.ts';
import { codeOf, MESSAGE_GONE, NO_ACCESS, PASS_OVER, PLACE_GONE, translate } from './errors.ts';
import { formatMessage } from './format.ts';
import { webhookOf } from './pass.ts';
import type { MessagePlace, ReplyPlace, WayOut } from './platform.ts';
import { channelRef, replyRef } from './refs.ts';

/** With its pass while that lives; then a public one as our own message, and a private one not any more. */
export async function editReply(place: ReplyPlace, message: Message, out: WayOut): Promise<void> {
  const ref = replyRef(place.channel, place.reply);
  const reply = await out.replies.find(place.reply);
  if (!reply) throw new MessageGone(`no reply is known as ${ref}`, channelRef(place.channel));
  const instead = reply.isPrivate ? reply.asker : channelRef(place.channel);
  if (await editByPass(reply, message, instead, out)) return;
  if (reply.isPrivate) throw new MessageGone(`the time of ${ref} is over`, reply.asker);
  if (reply.message === null) throw new MessageGone(`${ref} has no message`, instead);
  await editOwn({ channel: place.channel, message: reply.message }, message, { instead, otherwise: reply.asker }, out);
}

/** False where the pass is over. */
async function editByPass(reply: Reply, message: Message, instead: string, out: WayOut): Promise<boolean> {
  const webhook = webhookOf(reply, out.clock());
  if (webhook === null) return false;
  try {
    const path = `${webhook}/messages/${reply.message ?? '@original'}` as const;
    const edited = await out.api.patch(path, formatMessage(message), { isOpen: true });
    // Where the first answer was never confirmed, this is when we learn what to edit later.
    if (reply.message === null) await out.replies.setMessage(reply.id, z.object({ id: z.string() }).parse(edited).id);
    return true;
  } catch (error) {
    if (PASS_OVER.has(codeOf(error) ?? 0)) return false;
    throw translate(error, { place: channelRef(reply.scope.channel), instead });
  }
}

export async function editMessage({ channel, message }: MessagePlace, words: Message, out: WayOut): Promise<void> {
  await editOwn({ channel, message }, words, { instead: channelRef(channel), otherwise: null }, out);
}

/** As the bot, in the channel. What is owed to a person reaches them alone where the channel is not ours any more. */
async function editOwn(
  { channel, message }: { channel: string; message: string },
  words: Message,
  { instead, otherwise }: { instead: string; otherwise: string | null },
  { api, logger }: WayOut,
): Promise<void> {
  try {
    await api.patch(`/channels/${channel}/messages/${message}`, formatMessage(words));
  } catch (error) {
    const code = codeOf(error) ?? 0;
    const trouble = translate(error, { place: channelRef(channel), instead });
    if (MESSAGE_GONE.has(code)) throw new MessageGone(`the message in ${channelRef(channel)} is gone`, instead);
    if (!PLACE_GONE.has(code) && !(NO_ACCESS.has(code) && otherwise !== null)) throw trouble;
    // The admin is told in the log, and whoever asked does not wait for them.
    if (NO_ACCESS.has(code))
      logger.warn({ event: 'discord', words: trouble instanceof Error ? trouble.message : null });
    throw new MessageGone(`${channelRef(channel)} can’t be reached`, otherwise);
  }
}
