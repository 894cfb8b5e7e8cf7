import type { Scope } from '../news/ports.ts';
import type { Message } from './message.ts';
import type { Options, OptionValues } from './options.ts';

/** Answered by a command that handed its reply to a job. */
export const LATER = Symbol('the reply comes later');

/** What a person typed, clicked or submitted, whatever the platform. */
export interface Call {
  command: string;
  options: Record<string, string>;
  scope: Scope;
  isModerator: boolean;
  /** The message that was opened for the answer. */
  reply: string;
}

export interface Command<O extends Options = Options, Ports = unknown> {
  /** Its path: "summarize", "source add". */
  name: string;
  description: string;
  access: 'everyone' | 'moderators';
  /** What the platform opens at once, before any work: a reply all see, or one only the asker sees. */
  opens: 'public' | 'private';
  /** Reached by buttons only, and left out of /help. */
  isHidden?: boolean;
  options: O;
  run(
    call: { options: OptionValues<O>; scope: Scope; reply: string; isModerator: boolean },
    ports: Ports,
  ): Promise<Message | typeof LATER>;
}

export function defineCommand<O extends Options, Ports>(command: Command<O, Ports>): Command<O, Ports> {
  return command;
}

/** A command as lists hold it, whatever its options and ports. */
export type AnyCommand = Command<Options, never>;

/** All the ports that a list of commands asks for, together. */
export type PortsOf<Commands extends readonly AnyCommand[]> =
  AskedBy<Commands[number]> extends (ports: infer Ports) => void ? Ports : never;
// Each command's ports stand where a parameter stands, so that the union becomes an intersection.
type AskedBy<One> = One extends { run(call: never, ports: infer Ports): unknown } ? (ports: Ports) => void : never;
