import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from './schema.ts';

export interface Bounds {
  now: Date;
  /** The admin's days: the bound of all settings, and what holds where there is none; null = none. */
  mostDays: number | null;
  /** What the local chat puts before a channel's name to make a ref of it; its messages know the name alone. */
  localPrefix: string;
  /** So many rows a statement takes at most. */
  rows: number;
  articles: number;
}

/** One batch. Answers how many rows it took, and whether that was the last of them. */
export type Step = (db: Kysely<Schema>, bounds: Bounds) => Promise<{ count: number; isDone: boolean }>;

/** Up to when a channel forgets, null where it does not. As with all settings, the channel's word goes before its workspace's. */
export function bound({ now, mostDays }: Bounds, channel: RawBuilder<string>, workspace: RawBuilder<string>) {
  return sql<Date | null>`${now}::timestamptz - interval '24 hours' * least(${mostDays}::int, (coalesce(
    (select value from settings where name = 'retention' and place = ${channel}),
    (select value from settings where name = 'retention' and place = ${workspace})
  ) #>> '{}')::int)`;
}

/** Each channel that forgets, up to when; '' stands for what a workspace read before channels were written down. */
export function limits(bounds: Bounds): RawBuilder<unknown> {
  return sql`limits as materialized (
    select channel, workspace, before from (
      select ref as channel, workspace, ${bound(bounds, sql`ref`, sql`workspace`)} as before from channels
      union all select '', ref, ${bound(bounds, sql`''`, sql`ref`)} from workspaces
    ) as known where before is not null
  )`;
}

/** A statement that takes as many rows as it may. */
export async function batch(db: Kysely<Schema>, { rows }: Bounds, statement: RawBuilder<unknown>) {
  const { numAffectedRows = 0n } = await statement.execute(db);
  return { count: Number(numAffectedRows), isDone: numAffectedRows < rows };
}
