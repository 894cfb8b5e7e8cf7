import type { Journal } from '../doubles/journal.ts';

/** The lab's page plays one of two persons, in the channel or in their own conversation with the bot. */
export interface Seat {
  who: 'member' | 'moderator';
  place: 'channel' | 'dm';
}

/** A message as the page draws it. */
export interface ShownMessage {
  id: string;
  /** As the platform holds it. */
  payload: unknown;
  author: string;
  isApp: boolean;
  isEphemeral: boolean;
  /** In a thread below another message. */
  isReply: boolean;
}

/** What the person sees now. */
export interface Shown {
  place: string;
  messages: ShownMessage[];
  modal: unknown;
  home: unknown;
  /** What a message's menu offers. */
  menus: string[];
  /** Names of whom and what can be mentioned, by id. */
  names: Record<string, string>;
}

export interface Suggested {
  label: string;
  value: string;
}

/** What a person does on the page. */
export type Action =
  | { kind: 'line'; text: string; replyTo: string | null }
  | { kind: 'button'; where: string; action: string }
  | { kind: 'select'; where: string; action: string; values: string[] }
  | { kind: 'submit'; name: string; fields: Record<string, string | string[] | boolean> }
  | { kind: 'cancel' }
  | { kind: 'menu'; where: string; name: string }
  | { kind: 'home' };

/** A platform as the lab plays it. */
export interface Side {
  journal: Journal;
  /** Ids, tokens and addresses, for tests from outside. */
  facts(): Record<string, unknown>;
  shown(seat: Seat): Shown;
  /** Rejects with words for the person where the platform's own client would not let them. */
  act(seat: Seat, action: Action): Promise<void>;
  /** What the line may become. */
  complete(seat: Seat, line: string): Promise<Suggested[]>;
  /** What an external menu offers; `where` is the message or view it stands on. */
  options(seat: Seat, where: string, action: string, typed: string): Promise<Suggested[]>;
  /** Sends a payload as the platform would, waits for the first answer and tells what came of it. */
  send(payload: Record<string, unknown>): Promise<Record<string, unknown>>;
}

/** How long the platforms wait for a first answer; a lab on a machine that may be slow waits longer. */
export const FIRST_ANSWER_MS = 3000;

/** What comes within the time, else null. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
