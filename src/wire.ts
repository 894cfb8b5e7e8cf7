import { fileURLToPath } from 'node:url';
import { commands } from '../commands/index.ts';
import { createDispatch } from './chat/dispatch.ts';
import type { Menus } from './chat/options.ts';
import type { Config } from './config.ts';
import { suggestSources } from './desk/pick-source.ts';
import { welcome } from './desk/welcome.ts';
import { jobs } from './jobs/index.ts';
import type { Logger } from './logger.ts';
import type { Clock, Summaries } from './news/ports.ts';
import { platformSettings } from './platform-settings.ts';
import { connectPlatforms } from './platforms/index.ts';
import { createInbox, type Inbox } from './platforms/local/inbox.ts';
import { createLocalPlatform } from './platforms/local/index.ts';
import type { LocalMessages } from './platforms/local/messages.ts';
import { type PageServer, servePage } from './platforms/local/server.ts';
import type { Check, FrontDesk } from './platforms/platform.ts';
import { createQueue } from './queue/queue.ts';
import { archiveAddress } from './site/archive.ts';
import { httpAddress, type SiteServer, serveSite } from './site/server.ts';
import { type Database, openDatabase } from './store/database.ts';
import { createExclusive } from './store/exclusive.ts';
import { listen } from './store/listen.ts';
import { LOCAL_MESSAGE_CHANNEL } from './store/local-messages.ts';
import { migrate } from './store/migrate.ts';
import type { Uploads } from './store/uploads.ts';
import { checkDesk } from './wire-check.ts';
import { createDigestRoads } from './wire-digests.ts';
import { createLinkRoad } from './wire-links.ts';
import { createRoads } from './wire-roads.ts';
import { createSourceRoads } from './wire-sources.ts';
import { createStores } from './wire-stores.ts';
import { openWorker } from './wire-worker.ts';
import { loadPrompts } from './writing/prompt.ts';

/** How many titles are offered while somebody types. */
const SUGGESTED = 25;

/** The desk as a platform's front, the command line and the tests see it. */
export interface Desk {
  inbox: Inbox;
  messages: LocalMessages;
  summaries: Summaries;
  uploads: Uploads;
  modelName: string | null;
  /** The chat apps that are set up. */
  platformNames: readonly string[];
  /** Calls back with the id of each local message that changes, in any process. Answers how to stop. */
  onChange(listener: (id: string) => void): () => void;
  startWorker(): Promise<void>;
  /** Opens the ways in from the chat apps. Throws NeedsAdmin where one can't be opened. */
  openFronts(): Promise<void>;
  openPage(port: number): Promise<PageServer>;
  /** What people read by secret links, at SITE_HOST and SITE_PORT. Closing the desk closes it too. */
  openSite(): Promise<SiteServer>;
  /** Looks at every chat app, and at what could not be delivered. */
  check(): Promise<Check[]>;
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
export async function wireDesk(
  database: Database,
  config: Config,
  logger: Logger,
  clock: Clock = Date.now,
): Promise<Desk> {
  const { connection } = database;
  const stores = createStores(database, config, clock);
  const { articles, summaries, uploads, deliveries, replies, settings, messages } = stores;
  const prompts = loadPrompts(fileURLToPath(new URL('../prompts', import.meta.url)));
  const connections = await connectPlatforms(platformSettings(config), { ...stores, clock, logger });
  const exclusive = createExclusive(connection);
  const { roads, extract, close: closeRoads } = createRoads(config, { stores, prompts, exclusive, connections, clock });
  const { poller, ...sourceRoads } = createSourceRoads(config, { stores, clock, logger });
  const { following } = sourceRoads;
  const digestRoads = createDigestRoads({
    ...{ stores, following, extract, exclusive, clock, logger },
    platforms: connections.map(({ platform }) => platform),
  });
  const place = config.REDIS_URL ? { redisUrl: config.REDIS_URL } : { postgres: connection };
  // On PostgreSQL the queue is as safe as the ledger would be.
  const ledger = config.REDIS_URL ? stores.requests : null;
  const queue = await createQueue({ place, jobs, ledger, logger });
  const menus: Menus = {
    prompts,
    models: roads.models.names,
    titled: (typed, scope) => articles.findTitled(typed, scope, SUGGESTED),
    sources: (typed, scope) => suggestSources(typed, scope, stores),
  };
  let siteAddress = (config.SITE_URL ?? httpAddress(config.SITE_HOST, config.SITE_PORT)).replace(/\/+$/, '');
  const { overhear, deafnessIn, checkHearing } = createLinkRoad({ stores, queue, connections, clock });
  const ports = {
    ...{ ...stores, queue, commands, menus, clock, deafnessIn },
    ...{ models: roads.models, prices: config.MODEL_PRICES },
    archiveAddress: (token: string) => archiveAddress(siteAddress, token),
  };
  const dispatch = createDispatch({ commands, menus, ports, moderatorsOf: settings.moderatorsOf, logger });
  const inbox = createInbox({ messages, commands, menus, dispatch, overhear });
  const changes = createChanges();
  const stopListening = await listen(connection, LOCAL_MESSAGE_CHANNEL, changes.tell);
  /** What takes work in stands before what hands it out. */
  const stops: (() => Promise<unknown>)[] = [];

  async function startWorker(): Promise<void> {
    const platforms = [createLocalPlatform(messages), ...connections.map(({ platform }) => platform)];
    const ports = { ...roads, ...stores, ...sourceRoads, ...digestRoads, poller };
    const worker = await openWorker(config, ports, { queue, deliveries, platforms, connection, clock, logger });
    stops.push(worker.close, poller.close, digestRoads.placer.close, worker.closeDeliveries);
  }

  async function openFronts(): Promise<void> {
    const desk: FrontDesk = {
      ...{ commands, menus, dispatch, replies, deliveries, overhear, clock, logger },
      welcome: (workspace) => welcome(workspace, stores),
      overview: stores.overviews.ofWorkspace,
    };
    for (const connection of connections) {
      const front = await connection.open(desk);
      stops.unshift(front.close);
    }
  }

  async function openSite(): Promise<SiteServer> {
    const place = { host: config.SITE_HOST, port: config.SITE_PORT };
    const site = await serveSite(place, { ...stores, siteAddress: () => siteAddress, logger });
    siteAddress = config.SITE_URL === null ? site.address : siteAddress;
    stops.unshift(site.close);
    return site;
  }

  return {
    ...{ inbox, messages, summaries, uploads, startWorker, openFronts, openSite },
    check: () => checkDesk({ connections, stores, checkHearing }),
    modelName: config.MODEL,
    platformNames: connections.map(({ platform }) => platform.name),
    onChange: changes.listen,
    openPage: (port) => servePage(port, { inbox, messages, uploads, onChange: changes.listen, logger }),
    async close() {
      for (const stop of stops) await stop();
      for (const connection of connections) await connection.close();
      await queue.close();
      await stopListening();
      await closeRoads();
      await database.close();
    },
  };
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
