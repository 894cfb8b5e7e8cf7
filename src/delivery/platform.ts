import type { Message } from '../chat/message.ts';

/** What delivering needs of a chat platform; refs start with its name and a colon. */
export interface ChatPlatform {
  name: string;
  /** Idempotent. Throws MessageGone where there is nothing to edit any more, RetryLater at a limit. */
  edit(ref: string, message: Message): Promise<void>;
  /** Answers the new message's ref. `key` is the same for the same delivery. */
  post(channelRef: string, message: Message, key: string): Promise<string>;
  /** The message that carries `key`, null where there is none for sure, "unknown" where nothing can tell. Absent where post is idempotent by key. */
  find?(channelRef: string, key: string): Promise<string | null | 'unknown'>;
}

/** The message to edit does not exist any more. */
export class MessageGone extends Error {
  override name = 'MessageGone';
}
