import { type Kysely, sql } from 'kysely';
import type { Usage } from '../news/usage.ts';
import type { Schema } from './schema.ts';
import { rememberScope } from './scope.ts';

/** Tokens per UTC day, channel, purpose and model. */
export function createUsage(db: Kysely<Schema>): Usage {
  return {
    async add({ day, scope, purpose, model, inputTokens, outputTokens }) {
      await rememberScope(db, scope);
      await db
        .insertInto('usage')
        .values({ day, ...scope, purpose, model, calls: 1, input_tokens: inputTokens, output_tokens: outputTokens })
        .onConflict((on) =>
          on.columns(['day', 'channel', 'purpose', 'model']).doUpdateSet({
            calls: sql`usage.calls + 1`,
            input_tokens: sql`usage.input_tokens + excluded.input_tokens`,
            output_tokens: sql`usage.output_tokens + excluded.output_tokens`,
          }),
        )
        .execute();
    },

    async ofWorkspace(workspace, from) {
      return await db
        .selectFrom('usage')
        .where('workspace', '=', workspace)
        .where('day', '>=', from)
        .groupBy(['day', 'model'])
        .orderBy('day', 'desc')
        .orderBy('model')
        .select([sql<string>`to_char(day, 'YYYY-MM-DD')`.as('day'), 'model', ...SUMS])
        .execute();
    },

    async ofChannels(workspace, day, count) {
      const today = db.selectFrom('usage').where('workspace', '=', workspace).where('day', '=', day);
      const most = today
        .groupBy('channel')
        .orderBy(sql`sum(input_tokens + output_tokens)`, 'desc')
        .orderBy('channel')
        .limit(count)
        .select(['channel']);
      return await today
        .where('channel', 'in', most)
        .groupBy(['channel', 'model'])
        .orderBy(sql`sum(sum(input_tokens + output_tokens)) over (partition by channel)`, 'desc')
        .orderBy('channel')
        .orderBy('model')
        .select(['channel', 'model', ...SUMS])
        .execute();
    },
  };
}

// Sums of many bigints are numerics, which pg would hand over as text.
const SUMS = [
  sql<number>`sum(calls)::int`.as('calls'),
  sql<number>`sum(input_tokens)::float`.as('inputTokens'),
  sql<number>`sum(output_tokens)::float`.as('outputTokens'),
] as const;
