import type { Message } from '../chat/message.ts';

/** What delivering needs of a chat platform; refs start with its name and a colon. */
export interface ChatPlatform {
  name: string;
  /** Idempotent. Throws MessageGone where there is nothing to edit any more, RetryLater at a limit, NeedsAdmin. */
  edit(ref: string, message: Message): Promise<void>;
  /**
   * To a channel, to a person alone, or after a message (as an answer to it, and as private as it was). A message's ref with
   * "/thread" behind it is the thread on that message, opened where there is none yet; where none can be, it goes after the message.
   * Answers the new message's ref. `key` is the same for the same delivery.
   */
  post(ref: string, message: Message, key: string): Promise<string>;
  /** The message that carries `key`, null where there is none for sure, "unknown" where nothing can tell. Absent where post is idempotent by key. */
  find?(ref: string, key: string): Promise<string | null | 'unknown'>;
  /** Where people see a message, for a link to it; null where it has no address of its own. Absent where none has. */
  linkOf?(ref: string, workspace: string): Promise<string | null>;
  /** Idempotent: what is gone already is removed. */
  remove(ref: string): Promise<void>;
  /** A file that a message of the platform holds, by the handle its inbox gave out. */
  readFile?(handle: string): Promise<{ name: string; type: string | null; bytes: Uint8Array }>;
}

/** The place is not there any more: a deleted message or channel, a reply whose time is over. */
export class MessageGone extends Error {
  /** The ref to post to instead; null where there is no other place. A private reply's is the person's, never a channel. */
  readonly instead: string | null;
  constructor(message: string, instead: string | null) {
    super(message);
    this.name = 'MessageGone';
    this.instead = instead;
  }
}

/** Only the admin can mend it: a token, a scope, a permission. The delivery waits until then; `message` says what to do. */
export class NeedsAdmin extends Error {
  override name = 'NeedsAdmin';
}
