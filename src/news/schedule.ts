/** The days of the week as people type them, Sunday first: their places are their numbers. */
export const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Day = (typeof DAYS)[number];

/** When a digest is sent, by the clock on the wall of its time zone. `minute` counts from midnight. */
export type Schedule =
  | { kind: 'daily' | 'weekdays'; minute: number }
  | { kind: 'weekly'; day: Day; minute: number }
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  | { kind: 'cron'; fields: string };

/** When nothing is posted at once; minutes from midnight. `from` after `to` lasts over midnight. */
export interface QuietHours {
  from: number;
  to: number;
}

/** What one digest tells of: later than `from`, up to and with `to`. Milliseconds since 1970. */
export interface DigestWindow {
  from: number;
  to: number;
  /** Whether an earlier digest was missed, so that this one stands for several. */
  isCatchUp: boolean;
}
