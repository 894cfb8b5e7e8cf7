import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Archive, ArchiveLinks } from '../news/archive-ports.ts';
import type { Schema } from './schema.ts';
import { rememberScope } from './scope.ts';
import { noteChange } from './trail.ts';

/** A token is a name that finds the row, and a secret of 192 bits of which only the hash is stored. */
const SELECTOR_BYTES = 12;
const SECRET_BYTES = 24;
const TOKEN = /^(?<selector>[\w-]{16})(?<secret>[\w-]{32})$/;
const NO_HASH = Buffer.alloc(32);

export function createArchiveLinks(db: Kysely<Schema>): ArchiveLinks {
  return {
    open: (request) => db.transaction().execute((transaction) => open(transaction, request)),
    close: (request) => db.transaction().execute((transaction) => close(transaction, request)),
    find: (token) => find(db, token),
  };
}

async function open(
  db: Kysely<Schema>,
  { scope, by, isNew, now }: Parameters<ArchiveLinks['open']>[0],
): Promise<string | null> {
  await rememberScope(db, scope);
  const selector = randomBytes(SELECTOR_BYTES).toString('base64url');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const link = { selector, secret_hash: hashOf(secret), made_at: new Date(now) };
  const made = await db
    .insertInto('archive_links')
    .values({ ...scope, ...link })
    .onConflict((on) =>
      on.column('channel').doUpdateSet(link).where(sql<boolean>`${isNew} or archive_links.selector is null`),
    )
    .returning('channel')
    .executeTakeFirst();
  if (!made) return null;
  const what = isNew ? 'the digests’ archive has a new link; one from before opens nothing' : 'the archive has a link';
  await noteChange(db, { workspace: scope.workspace, place: scope.channel, who: by, what });
  return `${selector}${secret}`;
}

async function close(db: Kysely<Schema>, { scope, by }: Parameters<ArchiveLinks['close']>[0]): Promise<boolean> {
  const { workspace, channel } = scope;
  const closed = await db
    .updateTable('archive_links')
    .where('channel', '=', channel)
    .where('workspace', '=', workspace)
    .where('selector', 'is not', null)
    .set({ selector: null, secret_hash: null })
    .returning('channel')
    .executeTakeFirst();
  if (!closed) return false;
  await noteChange(db, { workspace, place: channel, who: by, what: 'the archive’s link opens nothing any more' });
  return true;
}

/** A name that nobody has costs the same comparison as a secret that is wrong. */
async function find(db: Kysely<Schema>, token: string): Promise<Archive | null> {
  const { selector, secret } = TOKEN.exec(token)?.groups ?? {};
  if (selector === undefined || secret === undefined) return null;
  const row = await db.selectFrom('archive_links').where('selector', '=', selector).selectAll().executeTakeFirst();
  const isRight = timingSafeEqual(hashOf(secret), row?.secret_hash ?? NO_HASH);
  if (!row || !isRight) return null;
  return { id: row.id, workspace: row.workspace, channel: row.channel, madeAt: row.made_at.getTime() };
}

/** The secret is random, so a plain hash is enough. */
function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
