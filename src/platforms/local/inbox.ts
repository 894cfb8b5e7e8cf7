import { type AnyCommand, type Call, type Caller, LATER } from '../../chat/command.ts';
import type { Dispatch } from '../../chat/dispatch.ts';
import { type Form, formFor } from '../../chat/form.ts';
import { failure, GOT_IT, type Message } from '../../chat/message.ts';
import type { Menus } from '../../chat/options.ts';
import { parseLine } from '../../chat/parse-line.ts';
import { UserError } from '../../errors.ts';
import type { Overheard } from '../../news/posted-link.ts';
import type { LocalMessages } from './messages.ts';
import { channelRef, messageRef } from './refs.ts';

export const LOCAL_WORKSPACE = 'local:desk';

/** Whoever sits at this machine runs the desk. */
const CALLER: Caller = { ref: 'local:@you', roles: [], managesWorkspace: async () => true, isGuest: false };

/** Stands below what is not answered. */
const NOTHING: Message = { state: 'final', blocks: [], buttons: [] };

type Parts = Pick<Call, 'command' | 'options'>;

/** What a person does in the local chat; each answers with the id of the message that holds, or will hold, the reply. */
export interface Inbox {
  type(channel: string, line: string, shown?: string): Promise<string>;
  /** A call made of parts, as a button or a command line gives it; `shown` is what the chat shows as typed. */
  call(channel: string, shown: string, call: Parts): Promise<string>;
  /** What is to be asked before a line or a call can run; null where nothing is. */
  formFor(typed: string | Parts): Form | null;
}

export function createInbox(desk: {
  messages: LocalMessages;
  commands: readonly AnyCommand[];
  menus: Menus;
  dispatch: Dispatch;
  overhear(heard: Overheard): Promise<boolean>;
}): Inbox {
  const { messages, commands, menus, dispatch, overhear } = desk;

  async function answer(channel: string, shown: string, read: () => Parts, links: string[] = []): Promise<string> {
    const id = await messages.open(channel, shown, GOT_IT);
    const scope = { workspace: LOCAL_WORKSPACE, channel: channelRef(channel) };
    const heard = { scope, author: CALLER.ref, postTo: messageRef(channel, id), links };
    if (links.length > 0 && (await overhear(heard))) {
      await messages.edit(id, NOTHING);
      return id;
    }
    try {
      const reply = await dispatch({
        ...read(),
        scope,
        reply: messageRef(channel, id),
        thread: scope.channel,
        caller: CALLER,
      });
      if (reply !== LATER) await messages.edit(id, reply);
    } catch (error) {
      // Only reading the line throws a UserError here; dispatch answers its own.
      if (!(error instanceof UserError)) throw error;
      await messages.edit(id, failure(error.message, null));
    }
    return id;
  }

  return {
    type: (channel, line, shown = line) => answer(channel, shown, () => parseLine(line, commands), linksBeside(line)),
    call: (channel, shown, call) => answer(channel, shown, () => call),
    formFor(typed) {
      const call = typeof typed === 'string' ? readLine(typed, commands) : typed;
      const command = commands.find(({ name }) => name === call?.command);
      return call && command ? formFor(command, call.options, menus) : null;
    },
  };
}

/** The addresses in what is no call: a command has its slash, and an address alone is to be summarized. */
function linksBeside(line: string): string[] {
  const said = line.trim();
  if (said.startsWith('/') || !/\s/.test(said)) return [];
  return (said.match(/https?:\/\/[^\s<>"]+/gi) ?? []).map((link) => link.replace(/[.,;:!?')\]]+$/, ''));
}

/** Null where the line can't be read; running it then says why. */
function readLine(line: string, commands: readonly AnyCommand[]): Parts | null {
  try {
    return parseLine(line, commands);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
