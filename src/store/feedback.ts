import type { Kysely } from 'kysely';
import type { Feedback } from '../news/ports.ts';
import type { Schema } from './schema.ts';
import { storable } from './storable.ts';

/** What people thought of summaries: of each person the last word. */
export function createFeedback(db: Kysely<Schema>): Feedback {
  return {
    async add({ summaryId, who, channel, verdict, reason }) {
      const said = { channel, verdict, reason: storable(reason), at: new Date() };
      await db
        .insertInto('feedback')
        .values({ summary_id: summaryId, who, ...said })
        .onConflict((on) => on.columns(['summary_id', 'who']).doUpdateSet(said))
        .execute();
    },
  };
}
