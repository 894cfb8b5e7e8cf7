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
}

/** How summaries are written. */
export const SETTING_NAMES = ['style', 'length', 'language'] as const satisfies SettingName[];
/** By which clock the channel lives. */
export const CLOCK_SETTING_NAMES = ['zone', 'quiet'] as const satisfies SettingName[];
export type SettingName = keyof Settings;

export const DEFAULT_SETTINGS: Settings = {
  ...{ style: 'bullets', length: 'medium', language: null },
  ...{ zone: 'UTC', quiet: null, instant: null, rate: null },
};

/** One change of a setting or of who moderates. */
export interface Change {
  at: Date;
  /** The ref of who made it. */
  who: string;
  what: string;
}
