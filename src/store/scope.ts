import type { Kysely } from 'kysely';
import type { Scope } from '../news/ports.ts';
import type { Schema } from './schema.ts';

/** Makes sure the asking workspace and channel have their rows, so that others can point at them. */
export async function rememberScope(db: Kysely<Schema>, { workspace, channel }: Scope): Promise<void> {
  await db
    .insertInto('workspaces')
    .values({ ref: workspace })
    .onConflict((on) => on.doNothing())
    .execute();
  await db
    .insertInto('channels')
    .values({ ref: channel, workspace })
    .onConflict((on) => on.doNothing())
    .execute();
}
