import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commands } from '../commands/index.ts';
import { createDispatch } from './chat/dispatch.ts';
import { failure, messageSchema } from './chat/message.ts';
import type { Menus } from './chat/options.ts';
import type { Config } from './config.ts';
import { startDeliverer } from './delivery/deliver.ts';
import { renderProgress } from './desk/progress.ts';
import { createUploadReader } from './desk/read-upload.ts';
import type { SummarizePorts } from './desk/summarize.ts';
import { createSummaryWriter } from './desk/summary-writer.ts';
import { FORGET_EVERY_MS, forgetOld } from './jobs/forget-old.ts';
import { jobs } from './jobs/index.ts';
import type { Logger } from './logger.ts';
import type { Model, Summaries, Web } from './news/ports.ts';
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
import { createFeedback } from './store/feedback.ts';
import { listen } from './store/listen.ts';
import { createLocalMessages, LOCAL_MESSAGE_CHANNEL } from './store/local-messages.ts';
import { migrate } from './store/migrate.ts';
import { createReplies } from './store/replies.ts';
import { createSealer, machineSecret } from './store/seal.ts';
import { createSettings } from './store/settings.ts';
import { createSummaries } from './store/summaries.ts';
import { createUploads, type Uploads } from './store/uploads.ts';
import { createUsage } from './store/usage.ts';
import { createModel } from './writing/model.ts';
import { loadPrompts } from './writing/prompt.ts';

const USER_AGENT = 'Copydesk/0.1 (self-hosted news desk; reads a page when a person asks for it)';

const SAMPLE = new URL('./demo-article.html', import.meta.url);
/** How many titles are offered while somebody types. */
const SUGGESTED = 25;

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

/** Opens the store, brings its tables up to date, and wires the desk to it. */
export async function openDesk(config: Config, logger: Logger): Promise<Desk> {
  const database = await openDatabase({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, logger });
  try {
    await migrate(database);
    return await wireDesk(database, config, logger);
  } catch (error) {
    // An embedded server must not be left running by a start that failed.
    await database.close();
    throw error;
  }
}

/** Everything but the store; closing the desk closes the store too. */
export async function wireDesk(database: Database, config: Config, logger: Logger): Promise<Desk> {
  const clock = Date.now;
  const { db, connection } = database;
  const messages = createLocalMessages(db, (stored) => messageSchema.parse(stored));
  const stored = { articles: createArticles(db), summaries: createSummaries(db), uploads: createUploads(db) };
  const deliveries = createDeliveries(db);
  const settings = createSettings(db);
  const replies = createReplies(db, createSealer(config.SECRET_KEY ?? machineSecret(config.DATA_DIR)));
  const prompts = loadPrompts(fileURLToPath(new URL('../prompts', import.meta.url)));
  const model = modelOf(config, clock);
  const extractor = createBoundedExtractor();
  const place = config.REDIS_URL ? { redisUrl: config.REDIS_URL } : { postgres: connection };
  const queue = await createQueue({ place, jobs, logger });
  const menus: Menus = {
    prompts,
    titled: (typed, scope) => stored.articles.findTitled(typed, scope, SUGGESTED),
  };
  const dispatch = createDispatch({
    commands,
    menus,
    ports: { queue, ...stored, settings, feedback: createFeedback(db), replies, deliveries, commands, menus },
    moderatorsOf: settings.moderatorsOf,
    logger,
  });
  const inbox = createInbox({ messages, commands, menus, dispatch });
  const changes = createChanges();
  const stopListening = await listen(connection, LOCAL_MESSAGE_CHANNEL, changes.tell);
  const stops: (() => Promise<unknown>)[] = [];

  const roads: SummarizePorts & { retryMs: number; styleNames: readonly string[] } = {
    ...stored,
    styleNames: prompts.styleNames,
    retryMs: config.MODEL_RETRY_MS,
    ...{ model, clock },
    exclusive: createExclusive(connection),
    reader: createUploadReader({
      reader: createReader({ web: webOf(config), extract: extractor.extract }),
      readChatFile: async () => null,
      sample: { name: 'sample.html', type: 'text/html; charset=utf-8', bytes: readFileSync(SAMPLE) },
      ...stored,
    }),
    writer: createSummaryWriter({
      ...{ model, prompts },
      usage: createUsage(db, clock),
      maxInputTokens: config.MODEL_INPUT_TOKENS,
    }),
  };

  async function startWorker(): Promise<void> {
    const deliverer = startDeliverer({ deliveries, platforms: [createLocalPlatform(messages)], clock, logger });
    const stopWaking = await listen(connection, DELIVERY_CHANNEL, deliverer.wake);
    const worker = await queue.work(
      {
        ports: { ...roads, deliveries, replies, uploads: stored.uploads },
        commit: deliveries.commit,
        renderFailure: failure,
        clock,
      },
      {
        concurrency: config.CONCURRENCY,
        onProgress({ step, reply }) {
          const message = renderProgress(step);
          if (message && reply) deliverer.showProgress(reply, message);
        },
      },
    );
    stops.push(worker.close, stopWaking, deliverer.close);
    await queue.schedule('forget-old', forgetOld, {}, { when: { everyMs: FORGET_EVERY_MS } });
  }

  return {
    ...{ inbox, messages, startWorker },
    summaries: stored.summaries,
    uploads: stored.uploads,
    modelName: model?.name ?? null,
    onChange: changes.listen,
    openPage: (port) => servePage(port, { inbox, messages, uploads: stored.uploads, onChange: changes.listen, logger }),
    async close() {
      // First what takes work in, then what hands it out, the store last.
      for (const stop of stops) await stop();
      await queue.close();
      await stopListening();
      await extractor.close();
      await database.close();
    },
  };
}

function modelOf(config: Config, clock: () => number): Model | null {
  const { MODEL, OPENAI_BASE_URL, OPENAI_API_KEY } = config;
  if (!MODEL) return null;
  const limits = { idleMs: config.MODEL_SILENCE_MS, restMs: config.MODEL_RETRY_MS / 2 };
  return createModel({ model: MODEL, baseUrl: OPENAI_BASE_URL, apiKey: OPENAI_API_KEY, clock, limits });
}

function webOf(config: Config): Web {
  const proxy = config.HTTPS_PROXY ?? undefined;
  return createWeb({
    allowHosts: config.ALLOW_HOSTS,
    userAgent: USER_AGENT,
    proxy,
    limits: { wholeMs: config.FETCH_TIMEOUT_MS },
  });
}

/** Hands each change on to all who listen now. */
function createChanges() {
  const listeners = new Set<(id: string) => void>();
  return {
    tell: (id: string) => {
      for (const listener of listeners) listener(id);
    },
    listen(listener: (id: string) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
