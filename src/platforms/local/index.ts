import type { Message } from '../../chat/message.ts';
import { type ChatPlatform, MessageGone } from '../../delivery/platform.ts';
import type { LocalMessages } from './messages.ts';
import { channelRef, messageRef, readRef } from './refs.ts';

/** The local chat as a platform: its messages live in the database, so any worker can deliver to it. */
export function createLocalPlatform(messages: LocalMessages): ChatPlatform {
  return {
    name: 'local',
    async edit(ref: string, message: Message) {
      const { channel, id } = readRef(ref);
      if (id === null || !(await messages.get(id)))
        throw new MessageGone(`no local message ${ref}`, channelRef(channel));
      await messages.edit(id, message);
    },
    async post(ref: string, message: Message, key: string) {
      const { channel } = readRef(ref);
      return messageRef(channel, await messages.post(channel, message, key));
    },
    async remove(ref: string) {
      const { id } = readRef(ref);
      if (id !== null) await messages.remove(id);
    },
  };
}
