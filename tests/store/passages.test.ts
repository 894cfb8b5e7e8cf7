import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Article } from '../../src/news/article.ts';
import type { Passages, SearchScope } from '../../src/news/passages.ts';
import type { Articles, Scope } from '../../src/news/ports.ts';
import { createArticles } from '../../src/store/articles.ts';
import type { Database } from '../../src/store/database.ts';
import { createPassages } from '../../src/store/passages.ts';
import { testDatabase } from '../doubles/database.ts';
import { ferryArticle, harbour, harbourSide, mountain } from './scopes.ts';

let database: Database;
let articles: Articles;
let passages: Passages;

beforeAll(async () => {
  database = await testDatabase();
  articles = createArticles(database.db);
  passages = createPassages(database.db);
});
afterAll(() => database.close());

/** Saves an article at an address of its own, of one sentence that is also its title. */
async function save(sentence: string, { scope = harbour, ...changes }: Partial<Article> & { scope?: Scope } = {}) {
  const address = `https://paper.example/${encodeURIComponent(sentence)}`;
  const sentences = [{ id: 1, paragraph: 0, text: sentence }];
  const own = { address, canonicalUrl: address, title: sentence, paragraphs: [sentence], sentences, ...changes };
  const stored = await articles.save(ferryArticle(own), scope);
  await indexAll();
  return stored;
}

async function indexAll(): Promise<void> {
  while ((await passages.catchUp(50)) > 0);
}

async function find(word: string, scope: SearchScope): Promise<string[]> {
  const terms = await passages.lookUp([word], ['en']);
  const now = new Date();
  return await passages.candidates({
    scope,
    words: [{ lexemes: terms.map(({ lexeme }) => lexeme), weight: 1 }],
    gains: [{ from: now, to: now, weight: 0, days: 10 }],
    limit: 50,
  });
}

/** What a full count would say, beside what is kept. */
async function statistics() {
  const kept = await database.pool.query(
    'select lexeme, articles from search_terms where articles <> 0 order by lexeme',
  );
  const counted = await database.pool.query(
    `select lexeme, count(*)::int as articles from search_articles, unnest(tsvector_to_array(terms)) as lexeme
     group by lexeme order by lexeme`,
  );
  const { articles: total } = await passages.collection();
  const { rows } = await database.pool.query('select count(*)::int as articles from search_articles');
  return { kept: kept.rows, counted: counted.rows, total, rows: rows[0].articles };
}

test('what was saved is found by any form of its words, once it is indexed', async () => {
  const { id } = await save('Beekeepers counted their hives');
  expect(await find('beekeeper', harbour)).toEqual([id]);
  expect(await find('counting', harbour)).toEqual([id]);
  expect(await find('wasps', harbour)).toEqual([]);
});

test('an irregular verb is one word in all its forms', async () => {
  const { id } = await save('Gannets flew over Skerry');
  const [flew, fly] = await Promise.all([find('flew', harbour), find('fly', harbour)]);
  expect([flew, fly]).toEqual([[id], [id]]);
});

test('the WHO is found, and who is not looked for', async () => {
  const { id } = await save('The WHO warned of Marburgia');
  expect(await find('WHO', harbour)).toEqual([id]);
  expect(await passages.lookUp(['who'], ['en'])).toEqual([]);
});

test('of an article only the newest version is found', async () => {
  const path = { address: 'https://paper.example/turn', canonicalUrl: 'https://paper.example/turn' };
  const first = await save('Zeppelin lands', path);
  const second = await save('Airship departs', path);
  expect(second.id).toBe(first.id);
  expect(await find('zeppelin', harbour)).toEqual([]);
  expect(await find('airship', harbour)).toEqual([second.id]);
  const [indexed] = await passages.read([second.id], []);
  expect(indexed?.versionId).toBe(second.versionId);
});

test('the kept counts are what a full count would say, whatever is added, changed or removed', async () => {
  const gone = await save('Otters return to Millbrook');
  await Promise.all(['one', 'two', 'three'].map((word) => save(`Millbrook otters, part ${word}`)));
  await database.pool.query('delete from articles where id = $1', [gone.id]);
  const { kept, counted, total, rows } = await statistics();
  expect(kept).toEqual(counted);
  expect(total).toBe(rows);
});

test('a public article is found by the workspaces that read it, in each of their channels', async () => {
  const { id } = await save('Quokkas photographed');
  expect(await find('quokka', harbour)).toEqual([id]);
  expect(await find('quokka', harbourSide)).toEqual([id]);
  expect(await find('quokka', mountain)).toEqual([]);
  await articles.share(id, mountain);
  expect(await find('quokka', mountain)).toEqual([id]);
});

test('a pasted text is found in its channel alone', async () => {
  const { id } = await save('Numbats counted secretly', { address: null, canonicalUrl: null });
  expect(await find('numbat', harbour)).toEqual([id]);
  expect(await find('numbat', harbourSide)).toEqual([]);
  expect(await find('numbat', mountain)).toEqual([]);
});

test('a search keeps to the site, the article and the time it is given', async () => {
  const here = await save('Bitterns boom early', { published: '2026-03-01' });
  const there = await save('Bitterns boom late', {
    address: 'https://www.gazette.example/b',
    canonicalUrl: null,
    published: '2026-05-01',
  });
  const bounds: [Partial<SearchScope>, string[]][] = [
    [{}, [there.id, here.id]],
    [{ site: 'gazette.example' }, [there.id]],
    [{ articleId: here.id }, [here.id]],
    [{ since: new Date('2026-04-01') }, [there.id]],
    [{ until: new Date('2026-04-01') }, [here.id]],
  ];
  for (const [bound, ids] of bounds) expect(await find('bittern', { ...harbour, ...bound })).toEqual(ids);
});

test('a search keeps to what a source brought', async () => {
  const brought = await save('Avocets wade at Fairmarsh');
  await save('Avocets counted elsewhere');
  const { rows: sources } = await database.pool.query(
    `insert into sources (kind, url, host, poll_state, health, created_at)
     values ('feed', 'https://paper.example/feed', 'paper.example', '{}', '{}', now()) returning id`,
  );
  const sourceId = String(sources[0].id);
  await database.pool.query(
    `insert into items (source_id, identity, has_content, content_hash, version_id, first_seen)
     values ($1, 'avocets', true, '', $2, now())`,
    [sourceId, brought.versionId],
  );
  expect(await find('avocet', { ...harbour, sourceId })).toEqual([brought.id]);
  expect(await find('avocet', { ...mountain, sourceId })).toEqual([]);
});

test('what a search goes through is counted by what the asker may see', async () => {
  const lonely = { workspace: 'discord:77', channel: 'discord:77/1' };
  expect(await passages.searched(lonely)).toEqual({ articles: 0, oldest: null, newest: null });
  await save('Dormice asleep', { scope: lonely, published: '2026-02-03T10:00:00Z' });
  const only = new Date('2026-02-03T10:00:00Z');
  expect(await passages.searched(lonely)).toEqual({ articles: 1, oldest: only, newest: only });
});

test('where the words stand is read back as it was indexed', async () => {
  const sentences = ['Storks nested on the mill.', 'The mill is old; the storks like it.'];
  const { id } = await save('Storks at Tidemill', {
    paragraphs: sentences,
    sentences: sentences.map((text, index) => ({ id: index + 1, paragraph: 0, text })),
  });
  const [indexed] = await passages.read([id], ['stork', 'mill', 'absent']);
  expect(indexed).toMatchObject({ titleWords: 3, words: 13, sentenceStarts: [4, 9] });
  expect([...(indexed?.positions ?? [])]).toEqual([
    ['stork', [1, 4, 14]],
    ['mill', [8, 10]],
  ]);
});

test('articles saved at the same time by several are all found', async () => {
  const numbers = Array.from({ length: 12 }, (_, index) => index);
  const saved = await Promise.all(
    numbers.map((number) =>
      articles.save(
        ferryArticle({ address: `https://paper.example/rush/${number}`, canonicalUrl: null, title: 'Ospreys' }),
        harbour,
      ),
    ),
  );
  await Promise.all(numbers.map(() => passages.catchUp(3)));
  await indexAll();
  const ids = saved.map(({ id }) => id);
  expect((await find('osprey', harbour)).toSorted()).toEqual(ids.toSorted());
  expect((await statistics()).kept).toEqual((await statistics()).counted);
});

test('words of any script and shape can be indexed', async () => {
  const title = `It's "odd" \\ O'Neil's 東京で地震 ${'x'.repeat(300)} 1,234.5 a'b:c*&|!`;
  const { id } = await save('Odd marks', { title });
  expect(await find('地震', harbour)).toEqual([id]);
  expect(await find("O'Neil", harbour)).toEqual([id]);
  expect(await find('1234.5', harbour)).toEqual([id]);
});
