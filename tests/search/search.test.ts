import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Article } from '../../src/news/article.ts';
import type { Articles, Scope } from '../../src/news/ports.ts';
import { numberSentences } from '../../src/reading/sentences.ts';
import { createSearch, type Search } from '../../src/search/search.ts';
import { createArticles } from '../../src/store/articles.ts';
import type { Database } from '../../src/store/database.ts';
import { createPassages } from '../../src/store/passages.ts';
import { testDatabase } from '../doubles/database.ts';
import { ferryArticle } from '../store/scopes.ts';
import { TOWN_ARTICLES } from './town-articles.ts';

const ASKED = new Date('2026-11-25T09:00:00Z');
let database: Database;
let articles: Articles;
let search: Search;
let scopes = 0;

beforeAll(async () => {
  database = await testDatabase();
  articles = createArticles(database.db);
  search = createSearch({ passages: createPassages(database.db) });
});
afterAll(() => database.close());

/** A workspace of its own, so that the tests do not meet. */
function scopeOfItsOwn(): Scope {
  scopes++;
  return { workspace: `local:${scopes}`, channel: `local:${scopes}/1` };
}

async function save(scope: Scope, title: string, text: string, published: string, changes: Partial<Article> = {}) {
  const paragraphs = text.split('\n\n');
  const address = `https://paper.example/${scope.workspace}/${published}/${encodeURIComponent(title)}`;
  const sentences = numberSentences(paragraphs, changes.language ?? 'en');
  const article = { address, canonicalUrl: null, title, published, paragraphs, sentences, ...changes };
  return await articles.save(ferryArticle(article), scope);
}

const VOTE = 'The council of Ardmore voted on the price of water. The vote was close.';

test('of two that match alike the newer comes first', async () => {
  const scope = scopeOfItsOwn();
  await save(scope, 'Ardmore council votes', VOTE, '2026-03-10');
  const late = await save(scope, 'Ardmore council votes', VOTE.replace('close', 'clear'), '2026-11-20');
  const { articles: found } = await search.search('How did the Ardmore council vote?', scope, ASKED);
  expect(found.map(({ articleId }) => articleId)[0]).toBe(late.id);
});

test.for(['last March', 'in March 2026', 'on 10 March', 'between February and April'])(
  'one from the time named comes first: %s',
  async (when) => {
    const scope = scopeOfItsOwn();
    const early = await save(scope, 'Ardmore council votes', VOTE, '2026-03-10');
    await save(scope, 'Ardmore council votes again', VOTE.replace('water', 'gas and light'), '2026-11-20');
    const result = await search.search(`How did the Ardmore council vote ${when}?`, scope, ASKED);
    expect(result.articles[0]?.articleId).toBe(early.id);
    expect(result.window?.words).toContain(when.includes('between') ? 'between' : 'arch');
  },
);

test('what was published after the question was asked is not found', async () => {
  const scope = scopeOfItsOwn();
  await save(scope, 'Ardmore council votes', VOTE, '2026-11-20');
  const result = await search.search('How did the Ardmore council vote?', scope, new Date('2026-11-10'));
  expect(result.articles).toEqual([]);
  expect((await search.searched(scope, new Date('2026-11-10'))).articles).toBe(0);
});

test('one text told by two papers is one result that names its copy', async () => {
  const scope = scopeOfItsOwn();
  const text = TOWN_ARTICLES[0]?.paragraphs.join('\n\n') ?? '';
  const first = await save(scope, 'Ferry halted', text, '2026-11-19');
  const copy = await save(scope, 'Ferry to Lysholm halted', `${text} Agency report.`, '2026-11-19');
  const { articles: found } = await search.search('Why was the ferry Kittiwake halted?', scope, ASKED);
  expect(found).toHaveLength(1);
  expect([found[0]?.articleId, ...(found[0]?.copies ?? [])].toSorted()).toEqual([first.id, copy.id].toSorted());
});

test('two reports of one event in words of their own stay two results', async () => {
  const scope = scopeOfItsOwn();
  await save(
    scope,
    'Ferry halted',
    'The ferry Kittiwake stays in port after a crack was found in its hull.',
    '2026-11-19',
  );
  await save(
    scope,
    'No ferry',
    'Because inspectors saw a crack, Kittiwake will not sail until next month.',
    '2026-11-19',
  );
  expect((await search.search('Why does Kittiwake not sail?', scope, ASKED)).articles).toHaveLength(2);
});

test('a result says which sentences it goes by, where it is from and what was searched', async () => {
  const scope = scopeOfItsOwn();
  for (const article of TOWN_ARTICLES) await articles.save(article, scope);
  const result = await search.search('How much was the harbour contract of Ostry worth?', scope, ASKED);
  const [best] = result.articles;
  expect(best).toMatchObject({
    title: 'Mayor of Ostry resigns over harbour contract',
    address: 'https://coast.example/mayor',
  });
  const stored = await articles.findVersion(best?.articleVersionId ?? '', scope);
  for (const { sentenceIds, text } of best?.passages ?? []) {
    const sentences = stored?.sentences.filter(({ id }) => sentenceIds.includes(id)) ?? [];
    expect(text).toBe(sentences.map((sentence) => sentence.text).join(' '));
  }
  expect(result.answer?.text).toBe(stored?.sentences.find(({ id }) => id === result.answer?.sentenceId)?.text);
  expect(result.passages[0]?.text).toContain('contract');
  expect(await search.searched(scope, ASKED)).toEqual({
    articles: TOWN_ARTICLES.length,
    oldest: new Date('2026-11-18T12:00:00Z'),
    newest: new Date('2026-11-24T12:00:00Z'),
  });
});

test('a question about German news is understood in German', async () => {
  const scope = scopeOfItsOwn();
  await save(scope, 'Brücke gesperrt', 'Die Brücken über die Wupper wurden gestern gesperrt.', '2026-11-24', {
    language: 'de',
  });
  const german = await search.search('Warum ist die Brücke über die Wupper gesperrt?', scope, ASKED);
  expect(german.articles).toHaveLength(1);
  const english = await search.search('What happened at the Wupper?', scope, ASKED);
  expect(english.articles).toHaveLength(1);
});

test('nothing of another workspace, and no text pasted in another channel, is found, counted or quoted', async () => {
  const [ours, theirs] = [scopeOfItsOwn(), scopeOfItsOwn()];
  const text = 'The secret harbour of Zandvik was sold to Baltic Freight for 9 million crowns.';
  await save(theirs, 'Zandvik sold', text, '2026-11-24');
  await save({ ...ours, channel: `${ours.workspace}/2` }, 'Zandvik sold', text, '2026-11-24', { address: null });
  const result = await search.search('Who bought the harbour of Zandvik?', ours, ASKED);
  expect(result).toMatchObject({ articles: [], passages: [], answer: null });
  expect((await search.searched(ours, ASKED)).articles).toBe(0);
});

test.for(['', '?', '!!! ???', 'the of and', 'Who? What? When?', 'x'.repeat(5000), "'; drop table articles; --", '\0'])(
  'a question that says nothing finds nothing: %j',
  async (question) => {
    const result = await search.search(question, scopeOfItsOwn(), ASKED);
    expect(result).toMatchObject({ articles: [], answer: null });
  },
);

test('a very long question is searched for by its rarest words', async () => {
  const scope = scopeOfItsOwn();
  const { id } = await save(scope, 'Ardmore council votes', VOTE, '2026-11-20');
  const question = `${'Whatever else may be said about everything, '.repeat(60)} how did Ardmore vote?`;
  expect((await search.search(question, scope, ASKED)).articles[0]?.articleId).toBe(id);
});
