import { type Message, messageSchema } from '../chat/message.ts';
import type { PendingDelivery } from '../news/ports.ts';
import { type ChatPlatform, MessageGone } from './platform.ts';

export interface SendOptions {
  /** An earlier try may have arrived without our knowing. */
  mayHaveArrived: boolean;
}

/** Edits or posts one delivery and answers the ref of the message that now holds it. */
export async function send(
  { how, target, message, key }: PendingDelivery,
  platform: ChatPlatform,
  { mayHaveArrived }: SendOptions,
): Promise<string> {
  const words = messageSchema.parse(message);
  if (how === 'post') return await postOnce(target, words, key, platform, mayHaveArrived);
  try {
    await platform.edit(target, words);
    return target;
  } catch (error) {
    const channel = channelOf(target);
    if (!(error instanceof MessageGone) || channel === null) throw error;
    // The reply was deleted meanwhile; what was asked for is still owed to its channel.
    return await postOnce(channel, words, key, platform, mayHaveArrived);
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
  return { ...message, blocks: [...message.blocks, { kind: 'note', text }] };
}

/** A message's ref is its channel's, a slash and an id. */
function channelOf(ref: string): string | null {
  const slash = ref.lastIndexOf('/');
  return slash === -1 ? null : ref.slice(0, slash);
}
