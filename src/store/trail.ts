import type { Kysely } from 'kysely';
import type { Trail } from '../news/source-ports.ts';
import type { Schema } from './schema.ts';
import { storable } from './storable.ts';

/** Who changed what; /settings history shows it. */
export function createTrail(db: Kysely<Schema>): Trail {
  return { note: (entry) => noteChange(db, entry) };
}

export async function noteChange(db: Kysely<Schema>, entry: Parameters<Trail['note']>[0]): Promise<void> {
  await db
    .insertInto('audit')
    .values({ ...entry, what: storable(entry.what) })
    .execute();
}
