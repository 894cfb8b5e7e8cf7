import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { Schema } from './schema.ts';
import type { Sealer } from './seal.ts';

/** A Slack workspace that installed the app, with the token it gave us. */
export interface Installation {
  team: string;
  botToken: string;
  botUserId: string;
  botId: string;
  /** Who installed it. */
  installer: string;
  scopes: string[];
}

/** The workspaces that installed the app. What they gave us is encrypted at rest. */
export interface Installations {
  save(installation: Installation): Promise<void>;
  find(team: string): Promise<Installation | null>;
  all(): Promise<Installation[]>;
  remove(team: string): Promise<void>;
}

const installationSchema = z.object({
  team: z.string(),
  botToken: z.string(),
  botUserId: z.string(),
  botId: z.string(),
  installer: z.string(),
  scopes: z.array(z.string()),
});

export function createInstallations(db: Kysely<Schema>, sealer: Sealer): Installations {
  const read = (sealed: Buffer) => installationSchema.parse(JSON.parse(sealer.open(sealed)));
  return {
    async save(installation) {
      const sealed = sealer.seal(JSON.stringify(installation));
      await db
        .insertInto('slack_installations')
        .values({ team: installation.team, sealed })
        .onConflict((on) => on.column('team').doUpdateSet({ sealed, installed_at: sql`now()` }))
        .execute();
    },

    async find(team) {
      const found = db.selectFrom('slack_installations').where('team', '=', team).select('sealed');
      const row = await found.executeTakeFirst();
      return row ? read(row.sealed) : null;
    },

    async all() {
      const rows = await db.selectFrom('slack_installations').select('sealed').orderBy('team').execute();
      return rows.map(({ sealed }) => read(sealed));
    },

    async remove(team) {
      await db.deleteFrom('slack_installations').where('team', '=', team).execute();
    },
  };
}
