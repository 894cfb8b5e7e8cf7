import type { Length } from './summary.ts';

/** What a workspace or a channel may set for itself. Null = as the request or the article has it. */
export interface Settings {
  style: string;
  length: Length;
  language: string | null;
  /** The clock that digests and quiet hours go by. */
  zone: string;
  /** When nothing is posted at once ("22:00-07:00"); null = never. */
  quiet: string | null;
  /** Whether all that is followed is posted at once, and not in digests. */
  instant: 'on' | null;
  /** How many posts of that kind an hour may have at most. */
  rate: string | null;
  /** Whether links that people post are summarized in a thread without being asked for. */
  links: 'on' | null;
  /** Who is pinged by a digest or a post of a story, "&" and the platform's id of a role: the only ping there is. */
  ping: string | null;
  /** Which of the admin's models writes; NO_MODEL = none; null = the admin's first. */
  model: string | null;
  /** How many tokens a day (UTC) the model may use for a channel, or for all of a workspace. */
  budget: string | null;
  /** After how many days what was read, asked and posted is forgotten; null = as the admin has it. */
  retention: string | null;
}

export const NO_MODEL = 'none';

/** How summaries are written. */
export const SETTING_NAMES = ['style', 'length', 'language'] as const satisfies SettingName[];
/** By which clock the channel lives. */
export const CLOCK_SETTING_NAMES = ['zone', 'quiet'] as const satisfies SettingName[];
/** What is done unasked, and who hears of it. */
export const POSTING_SETTING_NAMES = ['links', 'ping'] as const satisfies SettingName[];
/** What it may cost, and how long it is kept. */
export const KEEPING_SETTING_NAMES = ['model', 'budget', 'retention'] as const satisfies SettingName[];
export type SettingName = keyof Settings;

export const DEFAULT_SETTINGS: Settings = {
  ...{ style: 'bullets', length: 'medium', language: null },
  ...{ zone: 'UTC', quiet: null, instant: null, rate: null },
  ...{ links: null, ping: null, model: null, budget: null, retention: null },
};

/** One change of a setting or of who moderates. */
export interface Change {
  at: Date;
  /** The ref of who made it. */
  who: string;
  what: string;
}
