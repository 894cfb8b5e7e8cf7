import { pino } from 'pino';
import type { Message } from '../../src/chat/message.ts';
import { readConfig } from '../../src/config.ts';
import { watchReply } from '../../src/platforms/local/terminal.ts';
import { connect, type Database } from '../../src/store/database.ts';
import { type Desk, wireDesk } from '../../src/wire.ts';
import { testDatabase } from '../doubles/database.ts';
import { PATIENCE_MS } from '../doubles/patience.ts';

/** A person in the local chat of a desk that runs for this test: real database, real queue, real worker. */
export interface Person {
  desk: Desk;
  /** Types a line and waits for the whole reply. `steps` collects what the reply said before. */
  types(line: string, steps?: string[]): Promise<Message>;
  /** Presses a button of a message by its label. */
  presses(label: string, message: Message): Promise<Message>;
  uploads(name: string, bytes: Uint8Array | string): Promise<Message>;
  /** Another desk, with a worker of its own, on the same store. */
  colleague(): Promise<Person>;
  leaves(): Promise<void>;
}

const CHANNEL = 'test';

export async function personAt(settings: Parameters<typeof readConfig>[0] = {}): Promise<Person> {
  return await openAt(await testDatabase(), settings);
}

async function openAt(database: Database, settings: Parameters<typeof readConfig>[0]): Promise<Person> {
  const config = readConfig({ MODEL: '', REDIS_URL: '', LOG_LEVEL: 'fatal', ...settings });
  const logger = pino({ level: config.LOG_LEVEL });
  const desk = await wireDesk(database, config, logger);
  await desk.startWorker();
  const wait = (id: string, steps: string[] = []) =>
    watchReply(id, desk, { timeoutMs: PATIENCE_MS, onProgress: (message) => steps.push(textOf(message)) });
  return {
    desk,
    types: async (line, steps) => await wait(await desk.inbox.type(CHANNEL, line), steps),
    async presses(label, message) {
      const button = message.buttons.find((one) => one.label === label);
      if (!button) throw new Error(`no button ${label} on: ${textOf(message)}`);
      return await wait(await desk.inbox.call(CHANNEL, label, button));
    },
    async uploads(name, bytes) {
      const channel = `local:${CHANNEL}`;
      const file = await desk.uploads.save({ channel, name, type: null, bytes: Buffer.from(bytes) });
      return await wait(await desk.inbox.call(CHANNEL, name, { command: 'summarize', options: { file } }));
    },
    colleague: async () => await openAt(await connect(database.connection, logger), settings),
    leaves: () => desk.close(),
  };
}

/** Everything a message says, a line for each block or item. */
export function textOf({ blocks }: Message): string {
  return blocks.flatMap((block) => ('items' in block ? block.items.map(({ text }) => text) : [block.text])).join('\n');
}

/** The statements of a summary with the numbers of their sentences. */
export function claimsOf({ blocks }: Message): { text: string; marks: number[]; quoted: boolean }[] {
  return blocks.flatMap((block) => (block.kind === 'claims' ? block.items : []));
}
