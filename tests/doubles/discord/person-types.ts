import type { Channel, Component, DiscordMessage, User } from './types.ts';

export interface Modal {
  custom_id: string;
  title: string;
  components: Component[];
}

export interface UploadedFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

export interface FirstAnswer {
  /** 4 message, 5 deferred message, 6 deferred update, 7 update, 8 autocomplete, 9 modal. */
  type: number;
  data: Record<string, unknown> | null;
  /** From dispatch to answer, by the double's clock. */
  ms: number;
  /** The same by the machine's clock, to a fraction of a millisecond. */
  realMs: number;
}

export interface Interaction {
  id: string;
  token: string;
  /** Rejects when none came in 20 s of the machine's time. */
  answered: Promise<FirstAnswer>;
  /** The modal it was answered with. */
  modal(): Modal | null;
  /** @original as it stands now; for a click answered with an update, the message the button stands on. */
  message(): DiscordMessage | null;
  /** The first state of message(), past or to come, that fits. */
  until(fits: (message: DiscordMessage) => boolean, timeoutMs?: number): Promise<DiscordMessage>;
  followups(): DiscordMessage[];
  /** The first answer is seen by this person only. Meaningful once answered. */
  readonly ephemeral: boolean;
}

export interface Choice {
  name: string;
  value: string | number;
}

export interface DiscordPerson {
  user: User;
  channel: Channel;
  /** "/source add url:https://… label:"two words"", held against the registered commands as the client does. */
  slash(line: string, files?: UploadedFile[]): Interaction;
  /** Apps → command on a message. */
  messageCommand(name: string, messageId: string): Interaction;
  autocomplete(line: string, focusedOption: string): Promise<Choice[]>;
  /** By custom_id or by label. */
  click(messageId: string, button: string): Interaction;
  select(messageId: string, customId: string, values: string[]): Interaction;
  /** The last modal this person was shown; its fields by custom_id. */
  submit(customId: string, fields: Record<string, string | string[] | boolean | UploadedFile[]>): Interaction;
  /** A message that mentions the bot. */
  mention(text: string, options?: SaidOptions): DiscordMessage;
  /** A message that answers another; pings its author unless told not to. */
  reply(messageId: string, text: string, options?: SaidOptions & { ping?: boolean }): DiscordMessage;
  say(text: string, options?: SaidOptions): DiscordMessage;
  /** The same in the person's DM with the bot. */
  dm(text: string, options?: SaidOptions): DiscordMessage;
  react(messageId: string, emoji: string): void;
  /** All messages of the channel that this person sees now, oldest first. */
  sees(): DiscordMessage[];
}

export interface SaidOptions {
  files?: UploadedFile[];
  embeds?: Record<string, unknown>[];
}
