import { z } from 'zod';
import type { Clock, Reply } from '../../news/ports.ts';

/** What lets us show or change a reply beside our rights in the channel; kept sealed in the reply's pass. */
const passSchema = z.object({
  /** Slack's response_url: five uses in thirty minutes. */
  url: z.string().nullable(),
  thread: z.string().nullable(),
  /** The message was opened as a stream. */
  isStreamed: z.boolean(),
});
export type Pass = z.infer<typeof passSchema>;

export const USES = 5;
/** Thirty minutes, less what a last request may take. */
const LIFE_MS = 30 * 60_000 - 30_000;

export function newPass(pass: Pass, clock: Clock): Reply['pass'] {
  return { secret: JSON.stringify(pass), until: clock() + LIFE_MS, uses: pass.url === null ? null : USES };
}

/** Null where there is none, or where its time is over. */
export function livingPass({ pass }: Pick<Reply, 'pass'>, clock: Clock): (Pass & { isUnused: boolean }) | null {
  if (!pass || pass.until <= clock()) return null;
  return { ...passSchema.parse(JSON.parse(pass.secret)), isUnused: pass.uses === USES };
}
