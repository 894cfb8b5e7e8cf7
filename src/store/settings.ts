import { type Kysely, sql } from 'kysely';
import type { SettingsStore } from '../news/ports.ts';
import { type Change, DEFAULT_SETTINGS, type SettingName, type Settings } from '../news/settings.ts';
import type { Schema } from './schema.ts';
import { storable } from './storable.ts';
import { noteChange } from './trail.ts';

const MODERATORS = 'moderators';
const SHOWN_CHANGES = 20;
/** What holds where nothing is set, other than nothing. */
const UNSET: Partial<Record<SettingName, string>> = { language: 'the article’s own', model: 'the default' };

/** Settings of workspaces and channels. A change and its entry in the trail are one transaction. */
export function createSettings(db: Kysely<Schema>): SettingsStore {
  return {
    async read({ workspace, channel }) {
      const rows = await db.selectFrom('settings').where('place', 'in', [workspace, channel]).selectAll().execute();
      const of = (place: string) =>
        Object.fromEntries(rows.filter((row) => row.place === place).map(({ name, value }) => [name, value]));
      const { [MODERATORS]: _, ...own } = { ...of(workspace), ...of(channel) };
      // Only `set` writes these rows, with values the commands have read.
      return { ...DEFAULT_SETTINGS, ...own } as Settings;
    },

    async placesWith(name) {
      const found = db.selectFrom('settings').where('name', '=', name).where('value', '<>', sql<string>`'null'::jsonb`);
      return (await found.select('place').orderBy('place').execute()).map(({ place }) => place);
    },

    async set({ workspace, place, name, value, by }) {
      await db.transaction().execute(async (transaction) => {
        await write(transaction, place, name, value);
        await noteChange(transaction, {
          workspace,
          place,
          who: by,
          what: `${name} is now ${value ?? UNSET[name] ?? 'off'}`,
        });
      });
    },

    async moderatorsOf(workspace) {
      return await moderatorsOf(db, workspace);
    },

    async setModerator({ workspace, who, isOne, by }) {
      await db.transaction().execute(async (transaction) => {
        const others = (await moderatorsOf(transaction, workspace)).filter((one) => one !== who);
        await write(transaction, workspace, MODERATORS, isOne ? [...others, who] : others);
        const what = isOne ? `${who} moderates now` : `${who} moderates no more`;
        await noteChange(transaction, { workspace, place: workspace, who: by, what });
      });
    },

    async changesOf(workspace): Promise<Change[]> {
      const found = db
        .selectFrom('audit')
        .where('workspace', '=', workspace)
        .orderBy('id', 'desc')
        .limit(SHOWN_CHANGES);
      return await found.select(['at', 'who', 'what']).execute();
    },
  };
}

async function moderatorsOf(db: Kysely<Schema>, workspace: string): Promise<string[]> {
  const found = db.selectFrom('settings').where('place', '=', workspace).where('name', '=', MODERATORS);
  const row = await found.select('value').executeTakeFirst();
  return Array.isArray(row?.value) ? row.value.filter((one) => typeof one === 'string') : [];
}

async function write(db: Kysely<Schema>, place: string, name: string, value: unknown): Promise<void> {
  const stored = JSON.stringify(storable(value));
  await db
    .insertInto('settings')
    .values({ place, name, value: stored })
    .onConflict((on) => on.columns(['place', 'name']).doUpdateSet({ value: stored }))
    .execute();
}
