import { commands } from '../commands/index.ts';
import { createDispatch } from './chat/dispatch.ts';
import { messageSchema } from './chat/message.ts';
import type { Config } from './config.ts';
import { createDeliverer } from './delivery/deliver.ts';
import { renderProgress } from './desk/progress.ts';
import { createUploadReader } from './desk/read-upload.ts';
import { createSummaryWriter } from './desk/summary-writer.ts';
import { jobs } from './jobs/index.ts';
import type { Logger } from './logger.ts';
import type { Summaries } from './news/ports.ts';
import { createInbox, type Inbox } from './platforms/local/inbox.ts';
import { createLocalPlatform } from './platforms/local/index.ts';
import type { LocalMessages } from './platforms/local/messages.ts';
import { type PageServer, servePage } from './platforms/local/server.ts';
import { createQueue } from './queue/queue.ts';
import { createBoundedExtractor } from './reading/bounded.ts';
import { createWeb } from './reading/fetch.ts';
import { createReader } from './reading/read.ts';
import { createArticles } from './store/articles.ts';
import { type Database, openDatabase } from './store/database.ts';
import { createDeliveries, DELIVERY_CHANNEL } from './store/deliveries.ts';
import { createExclusive } from './store/exclusive.ts';
import { listen } from './store/listen.ts';
import { createLocalMessages, LOCAL_MESSAGE_CHANNEL } from './store/local-messages.ts';
import { migrate } from './store/migrate.ts';
import { createSummaries } from './store/summaries.ts';
import { createUploads, type Uploads } from './store/uploads.ts';
import { createUsage } from './store/usage.ts';
import { createModel } from './writing/model.ts';
import { loadPrompts } from './writing/prompt.ts';

/** The desk as a platform's front, the command line and the tests see it. */
export interface Desk {
  inbox: Inbox;
  messages: LocalMessages;
  summaries: Summaries;
  uploads: Uploads;
  modelName: string | null;
  /** Calls back with the id of each local message that changes, in any process. Answers how to stop. */
  onChange(listener: (id: string) => void): () => void;
  startWorker(): Promise<void>;
  openPage(port: number): Promise<PageServer>;
  /** Finishes what is under way, then lets go of everything. */
  close(): Promise<void>;
}

export async function openDesk(config: Config, logger: Logger): Promise<Desk> {
  const database = await openDatabase({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, logger });
  await migrate(database);
  return await wireDesk(database, config, logger);
}
