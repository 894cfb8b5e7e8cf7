import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Articles } from '../../src/news/ports.ts';
import { createArticles } from '../../src/store/articles.ts';
import type { Database } from '../../src/store/database.ts';
import { testDatabase } from '../doubles/database.ts';
import { ferryArticle, harbour, harbourSide, mountain, pastedArticle } from './scopes.ts';

let database: Database;
let articles: Articles;
const LONG_AGO = new Date(0);

beforeAll(async () => {
  database = await testDatabase();
  articles = createArticles(database.db);
});
afterAll(() => database.close());

/** An article at an address of its own, so that the tests do not meet. */
function articleAt(path: string, changes = {}) {
  const canonicalUrl = `https://paper.example/${path}`;
  return ferryArticle({ address: `${canonicalUrl}?from=mail`, canonicalUrl, ...changes });
}

test('an article comes back as it was stored, by its version and by its address', async () => {
  const article = articleAt('whole');
  const stored = await articles.save(article, harbour);
  expect(stored).toMatchObject({ ...article, contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await articles.findVersion(stored.versionId, harbour)).toEqual(stored);
  expect(await articles.findByAddress(`${article.address}`, LONG_AGO)).toEqual(stored);
});

test('the same body read again is the same version, read just now; a changed one is a new version', async () => {
  const first = await articles.save(articleAt('again'), harbour);
  const second = await articles.save(articleAt('again'), harbour);
  expect([second.id, second.versionId]).toEqual([first.id, first.versionId]);
  expect(second.readAt.getTime()).toBeGreaterThanOrEqual(first.readAt.getTime());
  const changed = await articles.save(articleAt('again', { paragraphs: ['The ferry sails again.'] }), harbour);
  expect(changed.id).toBe(first.id);
  expect(changed.versionId).not.toBe(first.versionId);
  expect((await articles.findByAddress(`${changed.address}`, LONG_AGO))?.versionId).toBe(changed.versionId);
});

test('what was read before the moment asked for is not found by its address', async () => {
  const stored = await articles.save(articleAt('old'), harbour);
  const justAfter = new Date(stored.readAt.getTime() + 1);
  expect(await articles.findByAddress(`${stored.address}`, stored.readAt)).not.toBeNull();
  expect(await articles.findByAddress(`${stored.address}`, justAfter)).toBeNull();
});

test('two addresses with one canonical URL are one article', async () => {
  const first = await articles.save(articleAt('twice'), harbour);
  const second = await articles.save(articleAt('twice', { address: 'https://www.paper.example/twice?amp' }), mountain);
  expect(second.id).toBe(first.id);
});

test('a page can not pass itself off as an article of another site', async () => {
  const real = await articles.save(articleAt('real'), harbour);
  const address = 'https://forger.example/page';
  const forged = await articles.save(articleAt('real', { address, paragraphs: ['Send money.'] }), mountain);
  expect(forged.id).not.toBe(real.id);
  expect((await articles.findByAddress(`${real.address}`, LONG_AGO))?.versionId).toBe(real.versionId);
});

test('a public article is seen by the workspaces that asked for it, and by no other', async () => {
  const { id, versionId } = await articles.save(articleAt('public'), harbour);
  expect(await articles.findVersion(versionId, harbourSide)).not.toBeNull();
  expect(await articles.findVersion(versionId, mountain)).toBeNull();
  await articles.share(id, mountain);
  expect(await articles.findVersion(versionId, mountain)).not.toBeNull();
});

test('a pasted text is its channel’s alone, and can not be shared', async () => {
  const stored = await articles.save(pastedArticle(), harbour);
  expect(await articles.findVersion(stored.versionId, harbour)).toEqual(stored);
  expect(await articles.findVersion(stored.versionId, harbourSide)).toBeNull();
  expect(await articles.findVersion(stored.versionId, mountain)).toBeNull();
  await expect(articles.share(stored.id, mountain)).rejects.toThrow('not public');
});

test('the same text pasted in two channels is two articles, pasted twice in one it is one', async () => {
  const here = await articles.save(pastedArticle(), harbour);
  const there = await articles.save(pastedArticle(), mountain);
  expect((await articles.save(pastedArticle(), harbour)).id).toBe(here.id);
  expect(there.id).not.toBe(here.id);
});

test('one address read by ten at once is one article with one version', async () => {
  const stored = await Promise.all(Array.from({ length: 10 }, () => articles.save(articleAt('rush'), harbour)));
  expect(new Set(stored.map(({ id, versionId }) => `${id} ${versionId}`)).size).toBe(1);
});

test('a very long article and a very long address are stored whole', async () => {
  const sentences = Array.from({ length: 12_000 }, (_, index) => ({ id: index + 1, paragraph: 0, text: 'It rained.' }));
  const address = `https://paper.example/long?${'x'.repeat(20_000)}`;
  const stored = await articles.save(articleAt('long', { sentences, address, canonicalUrl: address }), harbour);
  expect(stored.sentences).toHaveLength(12_000);
  expect((await articles.findByAddress(address, LONG_AGO))?.versionId).toBe(stored.versionId);
});

test.for(['', 'x', '-1', '99999999999999999999', '1; drop table articles'])('no version is called “%s”', async (id) => {
  expect(await articles.findVersion(id, harbour)).toBeNull();
});
