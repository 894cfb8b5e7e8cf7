import { type Kysely, sql } from 'kysely';
import type { Clock, Usage } from '../news/ports.ts';
import type { Schema } from './schema.ts';
import { rememberScope } from './scope.ts';

/** Tokens per UTC day, channel, purpose and model. */
export function createUsage(db: Kysely<Schema>, clock: Clock): Usage {
  return {
    async add({ scope, purpose, model, inputTokens, outputTokens }) {
      await rememberScope(db, scope);
      const day = new Date(clock()).toISOString().slice(0, 10);
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
  };
}
