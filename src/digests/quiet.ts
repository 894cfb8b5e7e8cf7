import type { QuietHours } from '../news/schedule.ts';
import { lastRun, nextRun } from './schedule.ts';

/** When the quiet that reigns at this moment ends; null where none does. It begins and ends once a day, whatever the clock skips or repeats. */
export function quietUntil({ from, to }: QuietHours, zone: string, now: number): number | null {
  const began = lastRun({ kind: 'daily', minute: from }, zone, now);
  const ended = lastRun({ kind: 'daily', minute: to }, zone, now);
  if (began === null || (ended !== null && began <= ended)) return null;
  return nextRun({ kind: 'daily', minute: to }, zone, now);
}
