import type { Faults, Journal } from '../journal.ts';

/** JSON of the platform, looked at key by key. */
export type Json = Record<string, unknown>;

export interface SlackOptions {
  /** Milliseconds since 1970; the time of every rule that has a limit. */
  clock?: () => number;
  port?: number;
  botToken?: string;
  appToken?: string;
  signingSecret?: string;
  clientId?: string;
  clientSecret?: string;
  /** The bot scopes the workspace granted. */
  scopes?: string[];
  /** The bot events the app subscribed to ("app_mention", "message.im", …); sent where the scopes allow it. */
  events?: string[];
  /** Hold the bot to about one message per second and channel. Off unless asked for. */
  limits?: boolean;
  /** How long an acknowledgement may take. Default: the platform's 3 s; more where it goes by a slow machine's own clock. */
  answerMs?: number;
}

export interface SlackDouble {
  /** "http://127.0.0.1:PORT". */
  origin: string;
  /** What clientOptions.slackApiUrl takes. */
  api: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  clientId: string;
  clientSecret: string;
  botUserId: string;
  botId: string;
  appId: string;
  teamId: string;
  journal: Journal;
  /** Which user groups the platform has notified; an edit notifies nobody. */
  pinged(): readonly SlackPing[];
  faults: Faults;
  world: SlackWorld;
  socket: SlackSocket;
  /** From now on people's doings go to this address, signed, instead of over the socket; null turns back. */
  deliverTo(url: string | null): void;
  /** A payload as the platform would send it; the envelope is chosen by its shape. */
  send(payload: Json): Promise<Ack>;
  /** Signs and posts a payload to the bot's own HTTP endpoint, again with retry headers when an event is refused. */
  sendHttp(url: string, payload: Json, kind?: DeliveryKind): Promise<HttpAck>;
  person(user: string, channel: string): SlackPerson;
  /** The first message there, past or to come (new or changed), that fits. Event driven. */
  waitForMessage(channel: string, fits: (message: SlackMessage) => boolean, timeoutMs?: number): Promise<SlackMessage>;
  /** What the channel and its threads hold now, oldest first, ephemeral messages included. */
  messages(channel: string): SlackMessage[];
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export type DeliveryKind = 'slash_commands' | 'interactive' | 'events_api';

export interface Ack {
  /** What the bot acknowledged with: null for an empty ack. */
  payload: unknown;
  /** From sending to the ack, by the double's clock. */
  ms: number;
}

export interface HttpAck extends Ack {
  status: number;
  attempts: number;
}

export interface SlackTeam {
  id: string;
  name: string;
  domain: string;
  botToken: string;
  botUserId: string;
  botId: string;
  scopes: string[];
  /** Why its token does not work any more: the error the platform answers. */
  revoked: 'invalid_auth' | 'token_revoked' | 'account_inactive' | null;
}

export interface SlackUser {
  id: string;
  team: string;
  name: string;
  realName: string;
  locale: string;
  isAdmin: boolean;
  isOwner: boolean;
  /** A guest of the workspace. */
  isRestricted: boolean;
  /** Of another workspace, seen through a shared channel. */
  isStranger: boolean;
  isBot: boolean;
  isDeleted: boolean;
}

export interface SlackChannel {
  id: string;
  team: string;
  name: string;
  kind: 'public' | 'private' | 'im' | 'mpim';
  /** For an im: whose it is with the bot. */
  user: string | null;
  isArchived: boolean;
  isDeleted: boolean;
  isExternallyShared: boolean;
  botIsMember: boolean;
  members: Set<string>;
}

/** As the platform stores it; `ephemeralTo` and `stream` are the double's own. */
export interface SlackMessage {
  type: 'message';
  ts: string;
  channel: string;
  user: string;
  text: string;
  team: string;
  thread_ts?: string;
  parent_user_id?: string;
  bot_id?: string;
  app_id?: string;
  bot_profile?: Json;
  subtype?: string;
  blocks?: Json[];
  attachments?: Json[];
  files?: Json[];
  metadata?: Json;
  edited?: { user: string; ts: string };
  reactions?: { name: string; users: string[]; count: number }[];
  client_msg_id?: string;
  /** The only one who sees it. */
  ephemeralTo: string | null;
  /** The state of a message that is being streamed. */
  stream: 'open' | 'closed' | null;
  isDeleted: boolean;
  /** What the bot asked for when it posted: null where it did not say. */
  unfurls?: { links: unknown; media: unknown };
}

/** A user group that a new message notified. */
export interface SlackPing {
  channelId: string;
  ts: string;
  groupId: string;
}

export interface SlackView extends Json {
  id: string;
  hash: string;
  type: 'modal' | 'home';
  blocks: Json[];
}

export interface SlackWorld {
  teams: Map<string, SlackTeam>;
  channels: Map<string, SlackChannel>;
  users: Map<string, SlackUser>;
  /** A public channel the bot is in, unless said otherwise. */
  addChannel(facts?: Partial<Omit<SlackChannel, 'members'>> & { members?: string[] }): SlackChannel;
  addUser(facts?: Partial<SlackUser>): SlackUser;
  /** A message by a person, without telling the bot. */
  addMessage(facts: { channel: string; user: string; text: string } & Partial<SlackMessage>): SlackMessage;
  /** A file in the workspace that url_private gives to who shows the bot's token. */
  addFile(facts: { id?: string; name: string; mimetype: string; content: string | Uint8Array; user: string }): Json;
  archive(channel: string): void;
  deleteChannel(channel: string): void;
  kick(channel: string): void;
  invite(channel: string): void;
  /** A further workspace that may install the app, with a bot token of its own. */
  addTeam(facts?: Partial<SlackTeam>): SlackTeam;
  /** The app is removed from the workspace, or its token taken back. */
  revoke(team: string, how?: NonNullable<SlackTeam['revoked']>): void;
  removeTeam(team: string): void;
  setScopes(scopes: string[], team?: string): void;
}

export interface SlackSocket {
  /** How many the bot holds open. */
  readonly connections: number;
  /** The next connection, or one that is open already. */
  connected(timeoutMs?: number): Promise<void>;
  sendDisconnect(reason: 'refresh_requested' | 'warning' | 'link_disabled'): void;
  /** Ends every connection without a word. */
  cut(): void;
  /** The last envelope again, as the platform does when no ack came. */
  redeliver(reason?: string): Promise<Ack>;
  /** The last event again in a new envelope: the same event_id. */
  duplicateEvent(): Promise<Ack>;
}

/** What came of something a person did. */
export interface Doing {
  /** Rejects with "dispatch_failed" where the bot holds no connection. */
  ack: Promise<Ack>;
  payload: Json;
  triggerId: string | null;
  responseUrl: string | null;
  /** The message the person wrote, for those doings that write one. */
  ts: string | null;
}

export interface OptionShown {
  text: string;
  value: string;
}

/** Someone in front of a channel. Everything a person can do there, and what they see. */
export interface SlackPerson {
  user: SlackUser;
  channel: SlackChannel;
  /** A line that starts with "/": `/summarize https://… style:brief`. */
  slash(line: string): Doing;
  messageShortcut(callbackId: string, messageTs: string): Doing;
  globalShortcut(callbackId: string): Doing;
  /** A button by its action_id or its visible text; in a modal or the home tab when `where` is its view's id. */
  click(where: string, action: string): Doing;
  /** Any select, radio, checkbox or picker, by action_id. */
  select(where: string, action: string, value: string | string[]): Doing;
  /** The modal that is open for them: values by label, action_id or block_id. */
  submit(values?: Record<string, string | string[] | boolean>): Doing;
  /** Closes the modal by its cancel button. */
  dismiss(): Doing;
  /** What an external select offers after typing. */
  options(action: string, typed: string, where?: string): Promise<OptionShown[]>;
  mention(text: string, extra?: { threadTs?: string; files?: Json[] }): Doing;
  /** A plain message in the channel (a DM when the channel is one), which the bot hears if it may. */
  says(text: string, extra?: { threadTs?: string; files?: Json[] }): Doing;
  dm(text: string, extra?: { threadTs?: string; files?: Json[] }): Doing;
  react(name: string, messageTs: string): Doing;
  openHome(tab?: 'home' | 'messages'): Doing;
  /** Brings the bot into the channel. */
  inviteBot(): Doing;
  joinChannel(): Doing;
  /** Any event of the Events API, by this person. */
  event(event: Json): Doing;
  /** What they see in the channel now, or in one of its threads. */
  sees(threadTs?: string): SlackMessage[];
  /** "is reading the article…", under a thread, until the bot posts there. */
  status(threadTs: string): string | null;
  /** What the bot suggests to say in this channel. */
  prompts(): { title: string; message: string }[];
  home(): SlackView | null;
  view(): SlackView | null;
  /** The next message they may see that fits; past ones count. */
  waitsFor(fits: (message: SlackMessage) => boolean, timeoutMs?: number): Promise<SlackMessage>;
  /** The modal, once one is open for them that fits. */
  waitsForView(fits?: (view: SlackView) => boolean, timeoutMs?: number): Promise<SlackView>;
  waitsForHome(fits?: (view: SlackView) => boolean, timeoutMs?: number): Promise<SlackView>;
}
