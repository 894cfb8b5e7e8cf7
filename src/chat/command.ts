import type { Scope } from '../news/ports.ts';
import type { HeardMessage } from './heard.ts';
import type { Message } from './message.ts';
import type { Menus, Options, OptionValues } from './options.ts';

/** Answered by a command that handed its reply to a job. */
export const LATER = Symbol('the reply comes later');

/** Who calls, as their platform knows them. */
export interface Caller {
  /** Their ref, where a private message reaches them: "discord:@123". */
  ref: string;
  /** Refs of the roles or groups they are in. */
  roles: readonly string[];
  /** Whether they manage the workspace; asked of the platform only where a command needs to know. */
  managesWorkspace(): Promise<boolean>;
  /** From another workspace, or with an account that is limited to some channels. */
  isGuest: boolean;
}

/** What a person typed, clicked or submitted, whatever the platform. */
export interface Call {
  command: string;
  options: Record<string, string>;
  scope: Scope;
  caller: Caller;
  /** The conversation it belongs to: the ref of a thread, or of the reply that it answers; null where it starts one. */
  thread: string | null;
  /** The message that was opened for the answer. */
  reply: string;
}

/** The languages that names and descriptions may be given in, by the codes that Discord takes. */
export type Locale = 'de' | 'fr' | 'es-ES' | 'it' | 'pt-BR' | 'nl' | 'pl';

export interface Command<O extends Options = Options, Ports = unknown> {
  /** Its path: "summarize", "source add". */
  name: string;
  description: string;
  /** The last word of the path and the description in other languages. */
  localized?: Partial<Record<Locale, { name: string; description: string }>>;
  /** `members` leaves out guests, who see only what their channel may. */
  access: 'everyone' | 'members' | 'moderators';
  /** What the platform opens at once, before any work: a reply all see, or one only the asker sees. */
  opens: 'public' | 'private';
  /** What a form asks for first, where none of `unless` was given. A title longer than 24 letters is cut on Slack. */
  form?: { title: string; fields: readonly (keyof O & string)[]; unless: readonly (keyof O & string)[] };
  /** Reached by buttons only, and left out of /help. */
  isHidden?: boolean;
  /** Reached from a message as well, by this name in its menu; every answer is a call's options. */
  onMessage?: { label: string; read(message: HeardMessage, menus: Menus): Record<string, string>[] };
  options: O;
  run(call: CallOf<O>, ports: Ports): Promise<Message | typeof LATER>;
}

/** A call as its command sees it. */
export interface CallOf<O extends Options = Options> {
  options: OptionValues<O>;
  scope: Scope;
  caller: Caller;
  /** Asks the store and the platform, so only where it matters. */
  isModerator(): Promise<boolean>;
  /** The conversation that the call belongs to; null where it starts one. */
  thread: string | null;
  reply: string;
}

export function defineCommand<O extends Options, Ports>(command: Command<O, Ports>): Command<O, Ports> {
  return command;
}

/** A command as lists hold it, whatever its options and ports. */
export type AnyCommand = Omit<Command<Options, never>, 'run' | 'form'> & {
  form?: { title: string; fields: readonly string[]; unless: readonly string[] };
  run(call: never, ports: never): Promise<Message | typeof LATER>;
};

/** All the ports that a list of commands asks for, together. */
export type PortsOf<Commands extends readonly AnyCommand[]> =
  AskedBy<Commands[number]> extends (ports: infer Ports) => void ? Ports : never;
// Each command's ports stand where a parameter stands, so that the union becomes an intersection.
type AskedBy<One> = One extends { run(call: never, ports: infer Ports): unknown } ? (ports: Ports) => void : never;
