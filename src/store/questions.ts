import type { Kysely, Selectable } from 'kysely';
import type { Scope } from '../news/ports.ts';
import type { Questions, StoredQuestion } from '../news/question.ts';
import type { Schema } from './schema.ts';
import { storable } from './storable.ts';

/** Questions and their answers, each seen in the channel it was asked in. */
export function createQuestions(db: Kysely<Schema>): Questions {
  return {
    async earlier(thread, scope, count) {
      const rows = await ofChannel(db, scope)
        .where('thread', '=', await rootOf(db, thread, scope))
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(count)
        .execute();
      return rows.toReversed().map(toQuestion);
    },

    async save({ reply, scope, thread, asker, text, answer }, at) {
      const root = thread === null ? reply : await rootOf(db, thread, scope);
      const said = { question: storable(text), answer: JSON.stringify(storable(answer)) };
      const { id } = await db
        .insertInto('questions')
        .values({ ...{ reply, asker, at, thread: root }, ...scopeOf(scope), ...said })
        .onConflict((on) => on.column('reply').doUpdateSet(said))
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },

    async find(id, scope) {
      if (!/^\d{1,18}$/.test(id)) return null;
      const row = await ofChannel(db, scope).where('id', '=', id).executeTakeFirst();
      return row ? toQuestion(row) : null;
    },

    async purge(before) {
      await db.deleteFrom('questions').where('at', '<', before).execute();
    },
  };
}

function ofChannel(db: Kysely<Schema>, { workspace, channel }: Scope) {
  return db.selectFrom('questions').where('workspace', '=', workspace).where('channel', '=', channel).selectAll();
}

/** Who answers one of our replies goes on with its conversation. */
async function rootOf(db: Kysely<Schema>, thread: string, scope: Scope): Promise<string> {
  const answered = await ofChannel(db, scope).where('reply', '=', thread).executeTakeFirst();
  return answered?.thread ?? thread;
}

function scopeOf({ workspace, channel }: Scope) {
  return { workspace, channel };
}

function toQuestion(row: Selectable<Schema['questions']>): StoredQuestion {
  const { id, reply, workspace, channel, thread, asker, question, answer, at } = row;
  return { id, reply, scope: { workspace, channel }, thread, asker, text: question, answer, at };
}
