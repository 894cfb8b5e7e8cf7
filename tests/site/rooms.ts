import { pino } from 'pino';
import type { Block } from '../../src/chat/message.ts';
import type { NewSentence } from '../../src/news/digest.ts';
import type { Scope } from '../../src/news/ports.ts';
import { serveSite } from '../../src/site/server.ts';
import { createArchiveLinks } from '../../src/store/archive-links.ts';
import { createArchivedPosts } from '../../src/store/archived-posts.ts';
import type { Database } from '../../src/store/database.ts';
import { rememberScope } from '../../src/store/scope.ts';
import { storable } from '../../src/store/storable.ts';
import { testDatabase } from '../doubles/database.ts';

export const NOW = Date.UTC(2027, 3, 1, 8);
export const MINUTE = 60_000;
export const quay: Scope = { workspace: 'chat:quay', channel: 'chat:quay/news' };
export const mill: Scope = { workspace: 'chat:mill', channel: 'chat:mill/news' };
export const by = 'chat:@ada';

/** A site on a store of its own. */
export async function openSite() {
  const database = await testDatabase();
  const links = createArchiveLinks(database.db);
  const archivedPosts = createArchivedPosts(database.db);
  const site = await serveSite(
    { host: '127.0.0.1', port: 0 },
    { archiveLinks: links, archivedPosts, siteAddress: () => site.address, logger: pino({ level: 'silent' }) },
  );
  return {
    ...{ database, links, address: site.address },
    /** Posts something to a channel, as a digest that arrived. */
    post: (scope: Scope, made: Parameters<typeof addPost>[2]) => addPost(database, scope, made),
    /** Makes a link anew; answers where its page is. */
    async link(scope: Scope): Promise<string> {
      return `${site.address}/archive/${await links.open({ scope, by, isNew: true, now: NOW })}`;
    },
    async [Symbol.asyncDispose]() {
      await site.close();
      await database.close();
    },
  };
}

/** A digest that tells one story under a title. */
export function digestOf(title: string, ...said: string[]): Block[] {
  return [
    { kind: 'heading', text: title, url: null },
    { kind: 'heading', text: `Story of ${title}`, url: 'https://paper.example/story' },
    { kind: 'claims', items: said.map((text) => ({ text, marks: [], quoted: false })) },
    { kind: 'note', text: 'Harbour Herald' },
  ];
}

let made = 0;

async function addPost(
  { db }: Database,
  scope: Scope,
  post: {
    blocks: Block[];
    at?: number;
    state?: 'sent' | 'failed';
    ref?: string;
    noted?: NewSentence[];
    notedAt?: number;
  },
): Promise<string> {
  made += 1;
  const key = made.toString(16).padStart(20, '0');
  const { blocks, at = NOW + made * MINUTE, state = 'sent', ref = `${scope.channel}/${key}`, noted = [] } = post;
  await rememberScope(db, scope);
  const message = JSON.stringify(storable({ state: 'final', blocks, buttons: [] }));
  const row = await db
    .insertInto('posts')
    .values({ key, ...scope, kind: 'digest', message, ref, at: new Date(at) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db.updateTable('posts').where('id', '=', row.id).set({ state }).execute();
  const telling = { post_id: row.id, position: 1, story_id: '1', title: 'The ferry', item_id: '1', version_id: null };
  await db
    .insertInto('tellings')
    .values({ ...telling, statements: [], last_published: new Date(at) })
    .execute();
  if (noted.length > 0) {
    const change = { noted: JSON.stringify(noted), noted_at: new Date(post.notedAt ?? at) };
    await db.updateTable('tellings').where('post_id', '=', row.id).set(change).execute();
  }
  return key;
}
