import type { Kysely } from 'kysely';
import type { Offers } from '../news/source-ports.ts';
import type { Schema } from './schema.ts';
import { storable } from './storable.ts';

export function createOffers(db: Kysely<Schema>): Offers {
  return {
    async save(channel, what, now) {
      const { id } = await db
        .insertInto('offers')
        .values({ channel, what: JSON.stringify(storable(what)), created_at: new Date(now) })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },

    async find(id, channel) {
      if (!/^\d{1,18}$/.test(id)) return null;
      const found = db.selectFrom('offers').where('id', '=', id).where('channel', '=', channel);
      return (await found.select('what').executeTakeFirst())?.what ?? null;
    },

    async purge(before) {
      await db.deleteFrom('offers').where('created_at', '<', before).execute();
    },
  };
}
