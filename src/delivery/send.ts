import { type Message, messageSchema } from '../chat/message.ts';
import type { PendingDelivery } from '../news/ports.ts';
import { type ChatPlatform, MessageGone } from './platform.ts';

export interface SendOptions {
  /** An earlier try may have arrived without our knowing. */
  mayHaveArrived: boolean;
}

/** Edits, posts or removes one delivery and answers the ref of the message that now holds it. */
export async function send(
  { how, target, message, key }: PendingDelivery,
  platform: ChatPlatform,
  options: SendOptions,
): Promise<string> {
  if (how === 'remove') {
    await platform.remove(target);
    return target;
  }
  const words = messageSchema.parse(message);
  if (how === 'post') return await postSomewhere(target, words, key, platform, options);
  try {
    await platform.edit(target, words);
    return target;
  } catch (error) {
    if (error instanceof MessageGone && how === 'amend') return target;
    if (!(error instanceof MessageGone) || error.instead === null) throw error;
    // The reply is gone or its time is over; what was asked for is still owed.
    return await postSomewhere(error.instead, withoutPing(words), key, platform, options);
  }
}

/** There, or where the platform says instead, such as to the asker alone when the channel was deleted. */
async function postSomewhere(
  place: string,
  message: Message,
  key: string,
  platform: ChatPlatform,
  { mayHaveArrived }: SendOptions,
): Promise<string> {
  try {
    return await postOnce(place, message, key, platform, mayHaveArrived);
  } catch (error) {
    if (!(error instanceof MessageGone) || error.instead === null || error.instead === place) throw error;
    return await postOnce(error.instead, withoutPing(message), key, platform, mayHaveArrived);
  }
}

/** A post that may have arrived is looked up first; where nobody can tell, it is sent and says that it may be a repetition. */
async function postOnce(
  channel: string,
  message: Message,
  key: string,
  platform: ChatPlatform,
  mayHaveArrived: boolean,
): Promise<string> {
  const found = mayHaveArrived && platform.find ? await platform.find(channel, key) : null;
  if (found === null) return await platform.post(channel, message, key);
  return found === 'unknown' ? await platform.post(channel, perhapsRepeated(message), key) : found;
}

function perhapsRepeated(message: Message): Message {
  const text = 'This may be a repetition: the connection broke while it was being posted.';
  return { ...withoutPing(message), blocks: [...message.blocks, { kind: 'note', text }] };
}

/** Nobody is pinged twice for one post, nor elsewhere than where it was set. */
function withoutPing({ ping: _, ...message }: Message): Message {
  return message;
}
