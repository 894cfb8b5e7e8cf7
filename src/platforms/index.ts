import type { Logger } from '../logger.ts';
import type { Clock, Replies } from '../news/ports.ts';
import type { Installations } from '../store/installations.ts';
import { connectDiscord } from './discord/index.ts';
import type { DiscordSettings } from './discord/settings.ts';
import type { Connection } from './platform.ts';
import { connectSlack, type SlackSettings } from './slack/index.ts';

/** Null where the settings name none. The local chat needs no setting and is always there. */
export interface PlatformSettings {
  discord: DiscordSettings | null;
  slack: SlackSettings | null;
}

/** The chat apps that are set up, each a line. */
export function connectPlatforms(
  { discord, slack }: PlatformSettings,
  ports: { replies: Replies; installations: Installations; clock: Clock; logger: Logger },
): Connection[] {
  const connections = [
    discord && connectDiscord(discord, ports),
    slack && connectSlack(slack, { ...ports, installations: slack.botToken === null ? ports.installations : null }),
  ];
  return connections.filter((one) => one !== null);
}
