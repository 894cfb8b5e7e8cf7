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
  logLevel: string;
}

/** The real bot, whole, on the doubles; its store is new. A model is used only where MODEL is set. */
export async function startBot(around: Surroundings): Promise<{ close(): Promise<void> }> {
  const { discord, slack, dataDir, allowHosts, logLevel } = around;
  const settings: Record<string, string> = {
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api },
    ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.api },
    ...{ DATA_DIR: dataDir, DATABASE_URL: '', REDIS_URL: '', HTTPS_PROXY: '' },
    ...{ ALLOW_HOSTS: allowHosts.join(','), LOG_LEVEL: logLevel },
  };
  const config = readConfig(settings);
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
