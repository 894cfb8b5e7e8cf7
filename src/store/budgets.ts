import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Clock, Scope } from '../news/ports.ts';
import type { Bounds, Budgets } from '../news/usage.ts';
import type { Schema } from './schema.ts';
import { createUsage } from './usage.ts';

/** Longer than any call takes: what is still set aside then belongs to a process that died. */
const RESERVED_MS = 10 * 60_000;

/** Tokens set aside and booked in one place, so that all processes together stay within a budget. */
export function createBudgets(db: Kysely<Schema>, clock: Clock): Budgets {
  const today = () => new Date(clock()).toISOString().slice(0, 10);
  return {
    open(scope, bounds) {
      const [id, day] = [randomUUID(), today()];
      return {
        async reserve(tokens) {
          if (bounds.channel === null && bounds.workspace === null) return true;
          return await db.transaction().execute(async (transaction) => {
            // One at a time for a workspace, or two could both take what is left.
            await sql`select pg_advisory_xact_lock(hashtextextended(${`budget ${scope.workspace}`}, 0))`.execute(
              transaction,
            );
            const used = await usedOn(transaction, scope, day, clock());
            if (!fits(used, tokens, bounds)) return false;
            await setAside(transaction, { id, day, ...scope, tokens, until: new Date(clock() + RESERVED_MS) });
            return true;
          });
        },

        async settle(used) {
          await db.transaction().execute(async (transaction) => {
            await transaction.deleteFrom('reservations').where('id', '=', id).execute();
            if (used) await createUsage(transaction).add({ ...used, day, scope });
          });
        },
      };
    },

    usedToday: (scope) => usedOn(db, scope, today(), clock()),
  };
}

function fits(used: { channel: number; workspace: number }, tokens: number, bounds: Bounds): boolean {
  return (['channel', 'workspace'] as const).every((place) => used[place] + tokens <= (bounds[place] ?? Infinity));
}

/** In one look: what is settled meanwhile is counted once, as set aside or as used. */
async function usedOn(db: Kysely<Schema>, { workspace, channel }: Scope, day: string, now: number) {
  const { rows } = await sql<{ channel: number; workspace: number }>`
    with counted as (
      select channel, input_tokens + output_tokens as tokens from usage
        where workspace = ${workspace} and day = ${day}
      union all
      select channel, tokens from reservations
        where workspace = ${workspace} and day = ${day} and until > ${new Date(now)}
    )
    select coalesce(sum(tokens) filter (where channel = ${channel}), 0)::float as channel,
      coalesce(sum(tokens), 0)::float as workspace from counted`.execute(db);
  return rows[0] ?? { channel: 0, workspace: 0 };
}

/** Forgets on the way what dead processes left behind. */
async function setAside(
  db: Kysely<Schema>,
  row: { id: string; day: string; workspace: string; channel: string; tokens: number; until: Date },
): Promise<void> {
  const before = new Date(row.until.getTime() - RESERVED_MS);
  await db.deleteFrom('reservations').where('workspace', '=', row.workspace).where('until', '<=', before).execute();
  await db
    .insertInto('reservations')
    .values(row)
    .onConflict((on) =>
      on.column('id').doUpdateSet({ tokens: sql`reservations.tokens + excluded.tokens`, until: row.until }),
    )
    .execute();
}
