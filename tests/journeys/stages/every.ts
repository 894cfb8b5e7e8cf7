import type { Clock } from '../../../src/news/ports.ts';
import type { Database } from '../../../src/store/database.ts';
import { discordStage } from './discord.ts';
import { localStage } from './local.ts';
import { slackStage } from './slack.ts';
import type { Settings, Stage } from './stage.ts';

/** Every platform by its name, for a journey that runs on each. */
export const EVERY_STAGE: [string, (settings?: Settings, clock?: Clock, store?: Database) => Promise<Stage>][] = [
  ['local', localStage],
  ['discord', discordStage],
  ['slack', slackStage],
];
