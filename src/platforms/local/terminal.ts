import type { Message } from '../../chat/message.ts';
import type { LocalMessages } from './messages.ts';

/** What a terminal needs of the chat: the messages, and word of each that changes in any process. */
export interface Screen {
  messages: LocalMessages;
  onChange: (listener: (id: string) => void) => () => void;
}

/** Waits until a reply is there whole, telling each step before it; rejects after `timeoutMs`. */
export async function watchReply(
  id: string,
  { messages, onChange }: Screen,
  { onProgress, timeoutMs }: { onProgress: (message: Message) => void; timeoutMs: number },
): Promise<Message> {
  const { promise, resolve, reject } = Promise.withResolvers<Message>();
  let revision = -1;
  const look = async () => {
    const stored = await messages.get(id);
    if (!stored || stored.revision <= revision) return;
    revision = stored.revision;
    if (stored.message.state === 'progress') onProgress(stored.message);
    else resolve(stored.message);
  };
  const stop = onChange((changed) => changed === id && look().catch(reject));
  // A notification can be lost when the connection breaks; a slow look makes up for it.
  const beat = setInterval(() => look().catch(reject), 1000);
  const tooLate = setTimeout(() => reject(new Error(`no reply within ${timeoutMs / 1000} s`)), timeoutMs);
  try {
    await look();
    return await promise;
  } finally {
    stop();
    clearInterval(beat);
    clearTimeout(tooLate);
  }
}
