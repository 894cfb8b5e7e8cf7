import type { Logger } from '../logger.ts';
import type { Clock, Replies } from '../news/ports.ts';
import type { Installations } from '../store/installations.ts';
import type { DiscordSettings } from './discord/settings.ts';
import type { Connection } from './platform.ts';
import type { SlackSettings } from './slack/settings.ts';

/** Null where the settings name none. The local chat needs no setting and is always there. */
export interface PlatformSettings {
  discord: DiscordSettings | null;
  slack: SlackSettings | null;
}

interface Ports {
  replies: Replies;
  installations: Installations;
  clock: Clock;
  logger: Logger;
}

/** The chat apps that are set up, each a line. Their libraries are large, so that only those in use are loaded. */
export async function connectPlatforms({ discord, slack }: PlatformSettings, ports: Ports): Promise<Connection[]> {
  const connections = await Promise.all([
    discord && import('./discord/index.ts').then(({ connectDiscord }) => connectDiscord(discord, ports)),
    slack && import('./slack/index.ts').then(({ connectSlack }) => connectSlack(slack, forOne(slack, ports))),
  ]);
  return connections.filter((one) => one !== null);
}

/** A token of one workspace leaves nothing to install. */
function forOne({ botToken }: SlackSettings, ports: Ports) {
  return botToken === null ? ports : { ...ports, installations: null };
}
