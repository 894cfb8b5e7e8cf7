import type { Config } from './config.ts';
import type { PlatformSettings } from './platforms/index.ts';

/** What the settings say of each chat app; null where they name none. */
export function platformSettings(config: Config): PlatformSettings {
  return { discord: discordSettings(config), slack: slackSettings(config) };
}

function discordSettings(config: Config): PlatformSettings['discord'] {
  if (!config.DISCORD_TOKEN) return null;
  return {
    token: config.DISCORD_TOKEN,
    apiUrl: config.DISCORD_API_URL,
    guilds: config.DISCORD_GUILDS,
    shards: config.DISCORD_SHARDS === 'auto' ? 'auto' : Number(config.DISCORD_SHARDS),
    messageContent: config.DISCORD_MESSAGE_CONTENT === 'yes',
    proxy: config.HTTPS_PROXY,
  };
}

function slackSettings(config: Config): PlatformSettings['slack'] {
  if (!config.SLACK_BOT_TOKEN && !config.SLACK_CLIENT_ID) return null;
  return {
    botToken: config.SLACK_BOT_TOKEN,
    appToken: config.SLACK_APP_TOKEN,
    signingSecret: config.SLACK_SIGNING_SECRET,
    clientId: config.SLACK_CLIENT_ID,
    clientSecret: config.SLACK_CLIENT_SECRET,
    readsChannels: config.SLACK_READS_CHANNELS === 'yes',
    port: config.SLACK_PORT,
    publicUrl: config.PUBLIC_URL,
    apiUrl: config.SLACK_API_URL,
    proxy: config.HTTPS_PROXY,
  };
}
