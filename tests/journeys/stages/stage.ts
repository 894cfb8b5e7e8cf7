import { readConfig } from '../../../src/config.ts';
import { createLogger } from '../../../src/logger.ts';
import type { Clock } from '../../../src/news/ports.ts';
import { connect, type Database } from '../../../src/store/database.ts';
import { type Desk, wireDesk } from '../../../src/wire.ts';
import { testDatabase } from '../../doubles/database.ts';

/** A message as the person in front of it sees it. */
export interface Seen {
  /** The platform's id. */
  id: string;
  /** Everything it says, without the platform's marks. */
  text: string;
  buttons: string[];
  /** Nobody else sees it. */
  isPrivate: boolean;
}

/** A form that is open for a person: the labels of its fields. */
export interface AskedFor {
  title: string;
  labels: string[];
}

export interface SentFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** A person in a channel, doing the same things on every platform. What is answered is waited for until it is whole. */
export interface Person {
  slash(line: string, files?: SentFile[]): Promise<Seen>;
  /** The same for a line that is answered with a form. */
  slashForForm(line: string): Promise<AskedFor>;
  click(label: string, on: Seen): Promise<Seen>;
  clickForForm(label: string, on: Seen): Promise<AskedFor>;
  /** Picks from the message's menu. */
  pick(choice: string, on: Seen): Promise<Seen>;
  /** Fills in the open form by its labels. */
  submit(fields: Record<string, string>): Promise<Seen>;
  /** Asks on below a message of ours: a reply on Discord, its thread on Slack, the channel itself in the local chat. */
  asksOn(question: string, on: Seen): Promise<Seen>;
  /** Writes a message to the others; answers its id. */
  says(text: string, files?: SentFile[]): string | Promise<string>;
  /** All they see in the channel now. */
  sees(): Promise<Seen[]>;
  /** What of ours stands in a message's thread now; the local chat has no threads but its channel. */
  seesBelow(messageId: string): Promise<Seen[]>;
}

/** What the chat apps have and the local chat has not: other people's messages. */
export interface Talker extends Person {
  mention(text: string, files?: SentFile[]): Promise<Seen>;
  says(text: string, files?: SentFile[]): string;
  /** Uses an entry of a message's menu. */
  use(entry: string, messageId: string): Promise<Seen>;
}

/** One platform with the desk on it: real database, queue and worker, the platform's double. */
export interface Stage<P extends Person = Person> {
  name: string;
  desk: Desk;
  database: Database;
  /** The ref of its channel. */
  channel: string;
  /** In its channel, or in another one of the same workspace. */
  person(kind?: 'member' | 'moderator', place?: 'here' | 'elsewhere'): P;
  /** A new role that everybody may ping, as a person types it and as the platform shows it in words. */
  role(): { typed: string; shown: string };
  /** The messages that have pinged a role, with how that role is typed; the oldest first. */
  pinged(): Promise<{ id: string; typed: string }[]>;
  /** Stops the desk, and starts another one on the same store after that. Only where the stage was given its store. */
  restart(meanwhile: () => void): Promise<void>;
  /** What stands beside deliveries that did not go through, for the admin. */
  troubles(): Promise<string[]>;
  /** What the platform's contract was broken by so far. */
  violations(): string[];
  close(): Promise<void>;
}

/** A chat app's stage. */
export interface ChatStage extends Stage<Talker> {
  /** Who set the bot up, where they were greeted, and the greeting. */
  welcome(): Promise<{ admin: Talker; greeting: Seen }>;
  /** Another app in the channel. */
  robot(): Pick<Talker, 'says'>;
  /** The titles that are offered while an address is typed. */
  offers(typed: string): Promise<string[]>;
}

export type Settings = Parameters<typeof readConfig>[0];

/** A desk that can be stopped and started again on a store that outlives it. */
export async function runningDesk(settings: Settings, clock: Clock | undefined, store: Database | undefined) {
  const open = () => openDeskFor(settings, { ...(clock ? { clock } : {}), ...(store ? { database: store } : {}) });
  let { desk, database } = await open();
  return {
    desk: () => desk,
    database: store ?? database,
    async restart(meanwhile: () => void): Promise<void> {
      if (!store) throw new Error('the store of this stage goes with its desk');
      await desk.close();
      meanwhile();
      ({ desk, database } = await open());
    },
  };
}

/** The desk with its ways in and, where ROLES has it, its worker, on a database of its own or on a colleague's. */
export async function openDeskFor(
  settings: Settings,
  { clock, database }: { clock?: Clock; database?: Database } = {},
): Promise<{ desk: Desk; database: Database }> {
  const config = readConfig({ MODEL: '', REDIS_URL: '', LOG_LEVEL: 'fatal', SECRET_KEY: 'test', ...settings });
  const logger = createLogger(config.LOG_LEVEL);
  const own = database ? await connect(database.connection, logger) : await testDatabase();
  const desk = await wireDesk(own, config, logger, clock);
  if (config.ROLES.includes('worker')) await desk.startWorker();
  await desk.openFronts();
  return { desk, database: own };
}

export async function troublesIn({ db }: Database): Promise<string[]> {
  const rows = await db.selectFrom('deliveries').where('error', 'is not', null).select('error').execute();
  return rows.flatMap(({ error }) => (error === null ? [] : [error]));
}

/** What a reply says before it is whole. */
const STEPS = [
  /^Got it…/,
  /^Looking through/,
  /^Reading the article…/,
  /^Writing…/,
  /^Checking each statement/,
  /is thinking/,
];

export function isWhole({ text }: { text: string }): boolean {
  return text.trim() !== '' && !STEPS.some((step) => step.test(text.trim()));
}
