import { type Kysely, sql } from 'kysely';
import type { Bounds, Step } from './retention-bounds.ts';
import { sharedSteps } from './retention-shared.ts';
import { channelSteps } from './retention-steps.ts';
import type { Schema } from './schema.ts';

/** Forgets by age what channels and workspaces have read, asked and been posted (docs/decisions/0013-retention.md). */
export interface Retention {
  /** The admin's days, beyond which no setting goes; null = none. */
  mostDays: number | null;
  /** Answers how many rows it took; what finds no time now is left for the next run. */
  forget(now: number): Promise<number>;
}

export interface RetentionOptions {
  mostDays: number | null;
  /** The workspace of the local chat, and what comes before its channels' names in their refs: its messages know the names alone. */
  local: { workspace: string; prefix: string };
  /** Rows of one statement, so that none holds its locks for long. */
  rows?: number;
  /** An article takes its text and its place in the index along. */
  articles?: number;
  budgetMs?: number;
}

export function createRetention(
  db: Kysely<Schema>,
  { mostDays, local, rows = 1000, articles = 100, budgetMs = 60_000 }: RetentionOptions,
): Retention {
  return {
    mostDays,
    async forget(now) {
      await knowChannels(db, local);
      return await inTurns(db, { now: new Date(now), mostDays, localPrefix: local.prefix, rows, articles }, budgetMs);
    },
  };
}

/** Channels where something was asked or answered, and nothing was read yet. */
async function knowChannels(db: Kysely<Schema>, local: RetentionOptions['local']): Promise<void> {
  const places = sql`select distinct channel, workspace from questions
    union select distinct channel, workspace from replies
    union select distinct ${local.prefix} || channel, ${local.workspace} from local_messages`;
  await db.transaction().execute(async (transaction) => {
    await sql`insert into workspaces (ref) select distinct workspace from (${places}) as place
      where not exists (select from workspaces where ref = workspace) on conflict do nothing`.execute(transaction);
    await sql`insert into channels (ref, workspace) select distinct on (channel) channel, workspace from (${places}) as place
      where not exists (select from channels where ref = channel) on conflict do nothing`.execute(transaction);
  });
}

/** A batch of each in turn, so that much of one kind does not keep the others; what one leaves may be for another to take. */
async function inTurns(db: Kysely<Schema>, bounds: Bounds, budgetMs: number): Promise<number> {
  const end = performance.now() + budgetMs;
  let gone = 0;
  let isDone: boolean;
  do {
    isDone = true;
    for (const step of STEPS) {
      const batch = await step(db, bounds);
      gone += batch.count;
      isDone &&= batch.isDone;
    }
  } while (!isDone && performance.now() < end);
  return gone;
}

const STEPS: readonly Step[] = [...channelSteps, ...sharedSteps];
