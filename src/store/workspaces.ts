import { type Kysely, sql } from 'kysely';
import type { Scope } from '../news/ports.ts';
import type { Schema } from './schema.ts';

export interface Workspaces {
  /** True for whoever asks first, ever. */
  claimWelcome(workspace: string): Promise<boolean>;
  /** The channels somebody has asked in, the newest first. */
  channels(): Promise<Scope[]>;
}

const SHOWN_CHANNELS = 200;

export function createWorkspaces(db: Kysely<Schema>): Workspaces {
  return {
    async claimWelcome(workspace) {
      const claimed = await db
        .insertInto('workspaces')
        .values({ ref: workspace, welcomed_at: new Date() })
        .onConflict((on) =>
          on.column('ref').doUpdateSet({ welcomed_at: new Date() }).where('workspaces.welcomed_at', 'is', null),
        )
        .returning('ref')
        .executeTakeFirst();
      return claimed !== undefined;
    },

    async channels() {
      return await db
        .selectFrom('channels')
        .orderBy(sql`created_at desc`)
        .limit(SHOWN_CHANNELS)
        .select(['ref as channel', 'workspace'])
        .execute();
    },
  };
}
