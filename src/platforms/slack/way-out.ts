import type { Logger } from '../../logger.ts';
import type { Clock, Replies } from '../../news/ports.ts';
import type { SlackSettings } from './settings.ts';
import type { Streams } from './stream.ts';
import type { Teams } from './teams.ts';
import type { Web } from './web.ts';

/** What everything we send to Slack goes through. */
export interface WayOut {
  settings: SlackSettings;
  teams: Teams;
  web: Web;
  replies: Replies;
  streams: Streams;
  clock: Clock;
  logger: Logger;
}
