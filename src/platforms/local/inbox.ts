import { type Call, LATER } from '../../chat/command.ts';
import type { Dispatch } from '../../chat/dispatch.ts';
import { failure, progress } from '../../chat/message.ts';
import type { Options } from '../../chat/options.ts';
import { parseLine } from '../../chat/parse-line.ts';
import { UserError } from '../../errors.ts';
import type { LocalMessages } from './messages.ts';
import { channelRef, messageRef } from './refs.ts';

export const LOCAL_WORKSPACE = 'local:desk';

/** What a person does in the local chat; each answers with the id of the message that holds, or will hold, the reply. */
export interface Inbox {
  type(channel: string, line: string, shown?: string): Promise<string>;
  /** A call made of parts, as a button or a command line gives it; `shown` is what the chat shows as typed. */
  call(channel: string, shown: string, call: Pick<Call, 'command' | 'options'>): Promise<string>;
}

export function createInbox(desk: {
  messages: LocalMessages;
  commands: readonly { name: string; options: Options }[];
  dispatch: Dispatch;
}): Inbox {
  const { messages, commands, dispatch } = desk;

  async function answer(
    channel: string,
    shown: string,
    read: () => Pick<Call, 'command' | 'options'>,
  ): Promise<string> {
    const id = await messages.open(channel, shown, progress('Got it…'));
    try {
      const scope = { workspace: LOCAL_WORKSPACE, channel: channelRef(channel) };
      const reply = await dispatch({ ...read(), scope, reply: messageRef(channel, id), isModerator: true });
      if (reply !== LATER) await messages.edit(id, reply);
    } catch (error) {
      // Only reading the line throws a UserError here; dispatch answers its own.
      if (!(error instanceof UserError)) throw error;
      await messages.edit(id, failure(error.message, null));
    }
    return id;
  }

  return {
    type: (channel, line, shown = line) => answer(channel, shown, () => parseLine(line, commands)),
    call: (channel, shown, call) => answer(channel, shown, () => call),
  };
}
