import { type Config, readConfigOrExit } from './config.ts';
import { NeedsAdmin } from './delivery/platform.ts';
import { UserError } from './errors.ts';
import { createLogger } from './logger.ts';
import type { PageServer } from './platforms/local/server.ts';
import { type Desk, openDesk } from './wire.ts';

/** `npm start`: the roles that ROLES names, by default all in one process, until it is told to stop. */
const LINGER_MS = 1000;
const config = readConfigOrExit();
const logger = createLogger(config.LOG_LEVEL);
const say = (line: string) => process.stdout.write(`${line}\n`);

const desk = await openDesk(config, logger);
say(`store      ${config.DATABASE_URL ? 'PostgreSQL at DATABASE_URL' : `embedded PostgreSQL in ${config.DATA_DIR}`}`);
say(`queue      ${config.REDIS_URL ? 'Redis' : 'in PostgreSQL'}`);
say(`model      ${desk.modelName ?? 'none: summaries are the article’s own sentences (set MODEL to change that)'}`);

try {
  const page = await openRoles(desk, config);
  const { promise: stopped, resolve: stop } = Promise.withResolvers<string>();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  say(`stopping   ${await stopped}: finishing what is under way`);
  await page?.close();
} catch (error) {
  if (!(error instanceof UserError || error instanceof NeedsAdmin)) throw error;
  say(error.message);
  process.exitCode = 1;
} finally {
  await desk.close();
  // A chat app's library may go on trying to reach it while it is away; nothing of ours waits for that.
  setTimeout(() => process.exit(), LINGER_MS).unref();
}

async function openRoles(
  { startWorker, openFronts, openPage, openSite, platformNames }: Desk,
  { ROLES, CONCURRENCY, PORT }: Config,
): Promise<PageServer | null> {
  if (ROLES.includes('worker')) {
    await startWorker();
    say(`worker     ${CONCURRENCY} jobs at a time`);
  }
  if (ROLES.includes('gateway')) {
    await openFronts();
    say(`chat apps  ${platformNames.join(', ') || 'none (set DISCORD_TOKEN or SLACK_BOT_TOKEN)'}`);
  }
  if (ROLES.includes('site')) say(`archives   ${(await openSite()).address}`);
  if (!ROLES.includes('page')) return null;
  const page = await openPage(PORT);
  say(`local chat ${page.address}`);
  return page;
}
