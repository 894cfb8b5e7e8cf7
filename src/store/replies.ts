import type { Kysely, Selectable } from 'kysely';
import type { Replies, Reply } from '../news/ports.ts';
import type { Schema } from './schema.ts';
import { OtherKey, type Sealer } from './seal.ts';

/** The replies that platforms opened. A pass is sealed, and gone once it is over. */
export function createReplies(db: Kysely<Schema>, sealer: Sealer): Replies {
  const findBy = async (column: 'id' | 'message', value: string, channel?: string) => {
    let found = db.selectFrom('replies').where(column, '=', value);
    if (channel !== undefined) found = found.where('channel', '=', channel);
    const row = await found.selectAll().orderBy('created_at').limit(1).executeTakeFirst();
    return row ? toReply(row, sealer) : null;
  };
  return {
    async open(reply) {
      const added = await db
        .insertInto('replies')
        .values(toRow(reply, sealer))
        .onConflict((on) => on.doNothing())
        .returningAll()
        .executeTakeFirst();
      return added ? reply : ((await findBy('id', reply.id)) ?? reply);
    },

    find: (id) => findBy('id', id),
    findByMessage: (channel, message) => findBy('message', message, channel),

    async setMessage(id, message) {
      await db.updateTable('replies').where('id', '=', id).set({ message }).execute();
    },

    async takeUse(id) {
      const { numUpdatedRows } = await db
        .updateTable('replies')
        .where('id', '=', id)
        .where('secret_uses', '>', 0)
        .set((eb) => ({ secret_uses: eb('secret_uses', '-', 1) }))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async purge(before) {
      await db.deleteFrom('replies').where('created_at', '<', before).execute();
      const over = db.updateTable('replies').where('secret', 'is not', null).where('secret_until', '<', new Date());
      await over.set({ secret: null, secret_until: null, secret_uses: null }).execute();
    },
  };
}

function toRow({ id, scope, asker, isPrivate, message, pass }: Reply, sealer: Sealer) {
  return {
    ...{ id, workspace: scope.workspace, channel: scope.channel, asker, message },
    is_private: isPrivate,
    secret: pass && sealer.seal(pass.secret),
    secret_until: pass && new Date(pass.until),
    secret_uses: pass?.uses ?? null,
  };
}

function toReply(row: Selectable<Schema['replies']>, sealer: Sealer): Reply {
  const { id, workspace, channel, asker, is_private: isPrivate, message, secret, secret_until, secret_uses } = row;
  const opened = secret && openPass(secret, sealer);
  const pass = opened && secret_until ? { secret: opened, until: secret_until.getTime(), uses: secret_uses } : null;
  return { id, scope: { workspace, channel }, asker, isPrivate, message, pass };
}

/** One that can't be read any more is as good as one that is over: the answer takes the way it would take then. */
function openPass(secret: Buffer, sealer: Sealer): string | null {
  try {
    return sealer.open(secret);
  } catch (error) {
    if (error instanceof OtherKey) return null;
    throw error;
  }
}
