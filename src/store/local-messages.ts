import { type Kysely, type Selectable, sql } from 'kysely';
import type { Schema } from './schema.ts';
import { storable } from './storable.ts';

/** The NOTIFY channel that carries the id of each local message that changed. */
export const LOCAL_MESSAGE_CHANNEL = 'local_message';

/** As much of a message as the store has to know. */
interface Stateful {
  state: 'progress' | 'final' | 'error';
}

export interface LocalMessage<Message extends Stateful> {
  id: string;
  channel: string;
  /** What was typed; '' where nobody asked. */
  line: string;
  message: Message;
  /** Grows with every edit. */
  revision: number;
}

/** The local chat's own storage. Ids are decimal strings. */
export interface LocalMessages<Message extends Stateful> {
  open(channel: string, line: string, message: Message): Promise<string>;
  /** A progress message never replaces a final one. */
  edit(id: string, message: Message): Promise<void>;
  /** The same key again is the same message. */
  post(channel: string, message: Message, key: string): Promise<string>;
  remove(id: string): Promise<void>;
  get(id: string): Promise<LocalMessage<Message> | null>;
  /** The newest `count`, oldest first. */
  recent(channel: string, count: number): Promise<LocalMessage<Message>[]>;
}

/** `read` checks a stored message as it comes back. */
export function createLocalMessages<Message extends Stateful>(
  db: Kysely<Schema>,
  read: (stored: unknown) => Message,
): LocalMessages<Message> {
  const toMessage = ({ id, channel, line, message, revision }: Selectable<Schema['local_messages']>) => ({
    ...{ id, channel, line, revision },
    message: read(message),
  });
  return {
    async open(channel, line, message) {
      return await add(db, { channel, line, message, key: null });
    },

    async edit(id, message) {
      let query = db
        .updateTable('local_messages')
        .where('id', '=', id)
        .set({ message: JSON.stringify(storable(message)), revision: sql`revision + 1`, updated_at: sql`now()` });
      if (message.state === 'progress') query = query.where(sql`message->>'state'`, '=', 'progress');
      await query.execute();
      await announce(db, id);
    },

    async post(channel, message, key) {
      return await add(db, { channel, line: '', message, key });
    },

    async remove(id) {
      await db.deleteFrom('local_messages').where('id', '=', id).execute();
      await announce(db, id);
    },

    async get(id) {
      if (!/^\d{1,18}$/.test(id)) return null;
      const row = await db.selectFrom('local_messages').where('id', '=', id).selectAll().executeTakeFirst();
      return row ? toMessage(row) : null;
    },

    async recent(channel, count) {
      const newest = db.selectFrom('local_messages').where('channel', '=', channel).orderBy('id', 'desc').limit(count);
      return (await newest.selectAll().execute()).map(toMessage).reverse();
    },
  };
}

async function add(
  db: Kysely<Schema>,
  { channel, line, message, key }: { channel: string; line: string; message: object; key: string | null },
): Promise<string> {
  const { id } = await db
    .insertInto('local_messages')
    .values({ channel, line: storable(line), message: JSON.stringify(storable(message)), key })
    // Sets what is there already: an upsert answers the row, "do nothing" would not.
    .onConflict((on) => on.column('key').doUpdateSet({ key }))
    .returning('id')
    .executeTakeFirstOrThrow();
  await announce(db, id);
  return id;
}

async function announce(db: Kysely<Schema>, id: string): Promise<void> {
  await sql`select pg_notify(${LOCAL_MESSAGE_CHANNEL}, ${id})`.execute(db);
}
