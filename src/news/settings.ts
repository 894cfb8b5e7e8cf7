import type { Length } from './summary.ts';

/** What a workspace or a channel may set for itself. Null = as the request or the article has it. */
export interface Settings {
  style: string;
  length: Length;
  language: string | null;
}

export const SETTING_NAMES = ['style', 'length', 'language'] as const satisfies (keyof Settings)[];
export type SettingName = (typeof SETTING_NAMES)[number];

export const DEFAULT_SETTINGS: Settings = { style: 'bullets', length: 'medium', language: null };

/** One change of a setting or of who moderates. */
export interface Change {
  at: Date;
  /** The ref of who made it. */
  who: string;
  what: string;
}
