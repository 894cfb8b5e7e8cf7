import { expect, test } from 'vitest';
import { readItem } from '../../src/desk/read-item.ts';
import { UserError } from '../../src/errors.ts';
import type { Article } from '../../src/news/article.ts';
import type { Scope } from '../../src/news/ports.ts';
import type { UnreadItem } from '../../src/news/story-ports.ts';
import type { StoredItem } from '../../src/news/subscription.ts';
import { createReader } from '../../src/reading/read.ts';

const HARBOUR: Scope = { workspace: 'chat:1', channel: 'chat:1/harbour' };
const MOUNTAIN: Scope = { workspace: 'chat:2', channel: 'chat:2/mountain' };
const LINK = 'https://paper.example/ferry';
const SENTENCE = 'The ferry of Larkmoor stopped on Monday after cracked welds were found in two of its boats.';
const WHOLE = Array.from({ length: 6 }, () => SENTENCE).join('\n\n');
const PAGE: Article = {
  ...{
    address: LINK,
    canonicalUrl: LINK,
    title: 'The page',
    byline: null,
    site: null,
    published: null,
    language: 'en',
  },
  ...{ paragraphs: [SENTENCE], sentences: [{ id: 1, paragraph: 0, text: SENTENCE }] },
  coverage: { words: 16, extent: 'whole', share: null },
};

/** Reads an item; answers what came of it, what was asked for, and whom the article was saved for and shared with. */
async function read(
  item: Partial<StoredItem>,
  {
    page = PAGE,
    may = 'yes',
    owner = null,
    attempts = 1,
  }: {
    page?: Article | UserError;
    may?: 'yes' | 'no' | 'unknown';
    owner?: string | null;
    attempts?: number;
  } = {},
) {
  const asked: string[] = [];
  const saved: { article: Article; scope: Scope }[] = [];
  const shared: Scope[] = [];
  const { readText } = createReader({ web: { get: never }, extract: never });
  const ports = {
    pages: {
      readText,
      async readAddress(url: string) {
        asked.push(url);
        if (page instanceof UserError) throw page;
        return page;
      },
    },
    robots: { mayRead: async () => may },
    articles: {
      ...{ findByAddress: never, findVersion: never, findTitled: never },
      async save(article: Article, scope: Scope) {
        saved.push({ article, scope });
        return { ...article, id: '1', versionId: '2', contentHash: '', readAt: new Date() };
      },
      share: async (_: string, scope: Scope) => void shared.push(scope),
    },
  };
  const reading = await readItem(unread(item, owner, attempts), ports);
  return { reading, asked, article: saved[0]?.article, savedFor: saved.map(({ scope }) => scope), shared };
}

async function never(): Promise<never> {
  throw new Error('nobody asks for this');
}

function unread(item: Partial<StoredItem>, owner: string | null, attempts: number): UnreadItem {
  const facts = { author: null, published: null, updated: null, language: null, text: null, hasContent: false };
  const stored = { itemId: '7', identity: 'a', sourceId: '3', firstSeen: new Date(), changedAt: null, versionId: null };
  return {
    ...{ sourceTitle: 'The Paper', owner, attempts, scopes: [HARBOUR, MOUNTAIN] },
    item: { id: 'a', link: LINK, title: 'The item', ...facts, ...stored, ...item },
  };
}

test('what the feed tells whole is read from there, and its page is not asked for', async () => {
  const { reading, asked, article } = await read({ text: WHOLE, hasContent: true });
  expect(reading.kind).toBe('read');
  expect(asked).toEqual([]);
  expect(article).toMatchObject({ title: 'The item', site: 'The Paper', address: LINK, coverage: { extent: 'whole' } });
});

test.each([
  ['a description', { text: WHOLE, hasContent: false }],
  ['a few words', { text: SENTENCE, hasContent: true }],
  ['a teaser with its end cut off', { text: `${WHOLE} …`, hasContent: true }],
  ['a teaser that leads on', { text: `${WHOLE}\n\nContinue reading`, hasContent: true }],
  ['nothing', { text: null }],
])('where the feed tells %s, the page is read, under the item’s own title', async (_, item) => {
  const { asked, article } = await read(item);
  expect(asked).toEqual([LINK]);
  expect(article).toMatchObject({ title: 'The item', paragraphs: [SENTENCE] });
});

test('a page that may come back is asked for again later; then the little that the feed says is better than nothing', async () => {
  const gone = { page: new UserError('unreachable', { host: 'paper.example' }) };
  expect((await read({ text: SENTENCE }, gone)).reading).toEqual({ kind: 'later', why: 'unreachable' });
  const last = await read({ text: SENTENCE }, { ...gone, attempts: 4 });
  expect(last.reading.kind).toBe('read');
  expect(last.article).toMatchObject({ paragraphs: [SENTENCE], coverage: { extent: 'truncated' } });
  expect((await read({ text: ' … ' }, { ...gone, attempts: 4 })).reading).toEqual({
    kind: 'failed',
    why: 'unreachable',
  });
});

test.each([
  ['has no address', { link: null }, {}, 'notFound'],
  ['is behind a login', {}, { page: new UserError('loginWall', { host: 'paper.example' }) }, 'loginWall'],
  ['is not for programs', {}, { may: 'no' as const }, 'robotsForbid'],
])('an item without words whose page %s has failed at once', async (_, item, options, why) => {
  const { reading, savedFor } = await read(item, options);
  expect(reading).toEqual({ kind: 'failed', why });
  expect(savedFor).toEqual([]);
});

test('a page that robots.txt keeps us from is not asked for; what can’t be known is asked again', async () => {
  expect((await read({ text: SENTENCE }, { may: 'no' })).asked).toEqual([]);
  expect(await read({}, { may: 'unknown' })).toMatchObject({
    asked: [],
    reading: { kind: 'later', why: 'robotsUnknown' },
  });
});

test('what anybody could read is shared with every workspace that waits for it; a channel’s own source stays with it', async () => {
  const shared = await read({ text: WHOLE, hasContent: true });
  expect(shared).toMatchObject({ savedFor: [HARBOUR], shared: [MOUNTAIN] });
  const own = await read({ text: WHOLE, hasContent: true }, { owner: HARBOUR.channel });
  expect(own).toMatchObject({ savedFor: [HARBOUR], shared: [], article: { address: null } });
});
