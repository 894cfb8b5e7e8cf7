import { z } from 'zod';
import type { Message } from '../../chat/message.ts';
import { MessageGone } from '../../delivery/platform.ts';
import type { Reply } from '../../news/ports.ts';
import { codeOf, NO_ACCESS, PASS_OVER, PLACE_GONE, translate } from './errors.ts';
import { asPrivate, formatMessage, type Payload } from './format.ts';
import { webhookOf } from './pass.ts';
import type { ReplyPlace, WayOut } from './platform.ts';
import { postInThread } from './post-in-thread.ts';
import { channelRef, markOf, messageRef, personRef, type Ref } from './refs.ts';
import { send } from './send.ts';

const createdSchema = z.object({ id: z.string() });

/** A new message. Discord knows by the nonce, for some minutes, that it was sent already. */
export async function post(place: Ref, message: Message, key: string, out: WayOut): Promise<string> {
  if (place.kind === 'person') return await postToPerson(place.person, message, key, out);
  if (place.kind === 'channel') return await postToChannel(place.channel, null, message, key, out);
  if (place.kind === 'thread') return await postInThread(place, message, key, out);
  if (place.kind === 'message') return await postToChannel(place.channel, place.message, message, key, out);
  const reply = await out.replies.find(place.reply);
  if (!reply) return await postToChannel(place.channel, null, message, key, out);
  return reply.isPrivate
    ? await postPrivately(place, reply, message, key, out)
    : await postAfter(place, reply, message, key, out);
}

/** The channel where the bot and a person are alone. */
export async function openDm(person: string, { api }: Pick<WayOut, 'api'>): Promise<string> {
  try {
    return createdSchema.parse(await api.post('/users/@me/channels', { recipient_id: person })).id;
  } catch (error) {
    throw translate(error, { place: personRef(person), instead: null });
  }
}

async function postToPerson(person: string, message: Message, key: string, out: WayOut): Promise<string> {
  return await postToChannel(await openDm(person, out), null, message, key, out);
}

async function postToChannel(
  channel: string,
  after: string | null,
  message: Message,
  key: string,
  { api }: WayOut,
): Promise<string> {
  try {
    return await send(channel, after, message, key, api);
  } catch (error) {
    throw translate(error, { place: channelRef(channel), instead: null });
  }
}

/** Only the asker sees it: below their own reply while its pass lives, else in their DM. */
async function postPrivately(
  { channel }: ReplyPlace,
  reply: Reply,
  message: Message,
  key: string,
  out: WayOut,
): Promise<string> {
  const followed = await followUp(channel, reply, asPrivate(formatMessage(message, markOf(key))), out);
  if (followed !== null) return followed;
  throw new MessageGone('the time of a private reply is over', reply.asker);
}

/** As an answer to the reply; where we can't write, with its pass, and in the end to the asker alone. */
async function postAfter(
  { channel }: ReplyPlace,
  reply: Reply,
  message: Message,
  key: string,
  out: WayOut,
): Promise<string> {
  try {
    return await send(channel, reply.message, message, key, out.api);
  } catch (error) {
    const code = codeOf(error) ?? 0;
    if (!PLACE_GONE.has(code) && !NO_ACCESS.has(code))
      throw translate(error, { place: channelRef(channel), instead: reply.asker });
    const followed = await followUp(channel, reply, formatMessage(message, markOf(key)), out);
    if (followed !== null) return followed;
    throw new MessageGone(`${channelRef(channel)} can’t be written to`, reply.asker);
  }
}

/** Null where the pass is over. */
async function followUp(channel: string, reply: Reply, payload: Payload, out: WayOut): Promise<string | null> {
  const webhook = webhookOf(reply, out.clock());
  if (webhook === null) return null;
  try {
    const sent = createdSchema.parse(await out.api.post(webhook, payload, { isOpen: true, query: { wait: 'true' } }));
    return messageRef(channel, sent.id);
  } catch (error) {
    if (PASS_OVER.has(codeOf(error) ?? 0)) return null;
    throw translate(error, { place: channelRef(channel), instead: reply.asker });
  }
}
