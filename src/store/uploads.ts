import type { Kysely } from 'kysely';
import { UserError } from '../errors.ts';
import type { Schema } from './schema.ts';
import { storable } from './storable.ts';

export interface Upload {
  channel: string;
  name: string;
  /** The media type the sender gave, if any. */
  type: string | null;
  bytes: Buffer;
}

export interface Uploads {
  /** Answers the upload's id. Throws UserError above 20 MB. */
  save(upload: Upload): Promise<string>;
  find(id: string, channel: string): Promise<Upload | null>;
  /** Forgets those older than `before`: the article read from one is stored by then. */
  purge(before: Date): Promise<void>;
}

const MAX_BYTES = 20_000_000;

export function createUploads(db: Kysely<Schema>): Uploads {
  return {
    async save(upload) {
      if (upload.bytes.length > MAX_BYTES) throw new UserError('tooLarge', { limit: `${MAX_BYTES / 1_000_000} MB` });
      const { id } = await db
        .insertInto('uploads')
        .values({ ...upload, name: storable(upload.name), type: storable(upload.type) })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },

    async find(id, channel) {
      if (!/^[0-9a-f-]{36}$/.test(id)) return null;
      const found = db.selectFrom('uploads').where('id', '=', id).where('channel', '=', channel);
      return (await found.select(['channel', 'name', 'type', 'bytes']).executeTakeFirst()) ?? null;
    },

    async purge(before) {
      await db.deleteFrom('uploads').where('created_at', '<', before).execute();
    },
  };
}
