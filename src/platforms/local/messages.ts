import type { Message } from '../../chat/message.ts';
import type { LocalMessages as Stored } from '../../store/local-messages.ts';

/** The local chat's messages, as the chat understands them. */
export type LocalMessages = Stored<Message>;
