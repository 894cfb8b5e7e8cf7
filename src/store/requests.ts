import type { Kysely } from 'kysely';
import type { Clock, Ledger, Request } from '../news/ports.ts';
import type { Schema } from './schema.ts';
import { storable } from './storable.ts';

/** How long the queue has for a request before it is asked whether it still knows of it. */
const PATIENCE_MS = 60_000;

/** What people wait for, until it is done: the queue on Redis may lose what it holds. */
export function createRequests(db: Kysely<Schema>, clock: Clock): Ledger & { purge(before: Date): Promise<void> } {
  return {
    async note({ id, job, carried, dueAt }: Request): Promise<void> {
      const row = {
        job,
        carried: JSON.stringify(storable(carried)),
        due_at: new Date(dueAt),
        seen_at: new Date(clock()),
      };
      await db
        .insertInto('requests')
        .values({ id, ...row })
        .onConflict((on) => on.column('id').doUpdateSet(row))
        .execute();
    },

    async done(id: string): Promise<void> {
      await db.deleteFrom('requests').where('id', '=', id).execute();
    },

    async lookAgain(count: number): Promise<Request[]> {
      const now = clock();
      const longest = db
        .selectFrom('requests')
        .select('id')
        .where('seen_at', '<', new Date(now - PATIENCE_MS))
        .orderBy('seen_at')
        .limit(count)
        .forUpdate()
        .skipLocked();
      const rows = await db
        .updateTable('requests')
        .set({ seen_at: new Date(now) })
        .where('id', 'in', longest)
        .returning(['id', 'job', 'carried', 'due_at'])
        .execute();
      return rows.map(({ due_at, ...row }) => ({ ...row, dueAt: due_at.getTime() }));
    },

    /** Forgets what nobody waits for any more. */
    async purge(before: Date): Promise<void> {
      await db.deleteFrom('requests').where('due_at', '<', before).execute();
    },
  };
}
