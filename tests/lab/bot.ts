import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import { openDesk } from '../../src/wire.ts';
import type { DiscordDouble } from '../doubles/discord/index.ts';
import type { SlackDouble } from '../doubles/slack/index.ts';

/** Who the bot is told to talk to, and what it may read. */
interface Surroundings {
  discord: Pick<DiscordDouble, 'api' | 'token'>;
  slack: Pick<SlackDouble, 'api' | 'botToken' | 'appToken'>;
  dataDir: string;
  allowHosts: string[];
  /** Beside those of the doubles. */
  settings: Record<string, string>;
}

/** The real bot, whole, on the doubles; its store is new. A model is used only where MODEL is set. */
export async function startBot(around: Surroundings): Promise<{ close(): Promise<void> }> {
  const { discord, slack, dataDir, allowHosts } = around;
  const config = readConfig({
    ...ONLY_HERE,
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api },
    ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.api },
    ...{ DATA_DIR: dataDir, ALLOW_HOSTS: allowHosts.join(',') },
    ...around.settings,
  });
  const desk = await openDesk(config, createLogger(config.LOG_LEVEL));
  try {
    await desk.startWorker();
    await desk.openFronts();
  } catch (error) {
    await desk.close();
    throw error;
  }
  return { close: () => desk.close() };
}

/** What a real desk's .env on this machine says must not reach the lab. */
const ONLY_HERE = {
  ...{ DATABASE_URL: '', REDIS_URL: '', HTTPS_PROXY: '', SECRET_KEY: '', PUBLIC_URL: '' },
  ...{ DISCORD_GUILDS: '', DISCORD_SHARDS: '1', DISCORD_MESSAGE_CONTENT: 'no' },
  ...{ SLACK_SIGNING_SECRET: '', SLACK_CLIENT_ID: '', SLACK_CLIENT_SECRET: '' },
};
