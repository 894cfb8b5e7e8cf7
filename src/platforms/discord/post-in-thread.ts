import { z } from 'zod';
import type { Message } from '../../chat/message.ts';
import type { Api } from './api.ts';
import { CANNOT_OPEN_THREAD, codeOf, HAS_THREAD, translate } from './errors.ts';
import type { WayOut } from './platform.ts';
import { channelRef, type Ref } from './refs.ts';
import { send, titleOf } from './send.ts';

/** In the thread on a message; where there can't be one, as an answer to the message. A message that is gone gets neither. */
export async function postInThread(
  { channel, message: on }: Extract<Ref, { kind: 'thread' }>,
  message: Message,
  key: string,
  { api }: WayOut,
): Promise<string> {
  try {
    const thread = await openThread(channel, on, titleOf(message), api);
    return thread === null ? await send(channel, on, message, key, api) : await send(thread, null, message, key, api);
  } catch (error) {
    throw translate(error, { place: channelRef(channel), instead: null });
  }
}

/** The thread's id, also where it was open already; null where there can be none. */
async function openThread(channel: string, message: string, name: string, api: Api): Promise<string | null> {
  try {
    const opened = await api.post(`/channels/${channel}/messages/${message}/threads`, { name });
    return z.object({ id: z.string() }).parse(opened).id;
  } catch (error) {
    const code = codeOf(error) ?? 0;
    // A thread has the id of its message.
    if (code === HAS_THREAD) return message;
    if (CANNOT_OPEN_THREAD.has(code)) return null;
    throw error;
  }
}
