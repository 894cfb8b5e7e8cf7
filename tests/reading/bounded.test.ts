import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { createBoundedExtractor } from '../../src/reading/bounded.ts';
import { PATIENCE_MS } from '../doubles/patience.ts';

const story =
  '<html><body><article><p>The council voted on Tuesday to buy two ferries, the mayor said.</p></article></body></html>';
/** Both within every bound of the look before parsing: one of seconds even on a quick machine, one of many megabytes. */
const ENDLESS = `<html><body>${'<div>'.repeat(400)}${'<p>Some words in a paragraph, with a comma.</p>'.repeat(28_000)}</body></html>`;
const HUGE = `<html><body>${'<div><p>Some words in a paragraph, with a comma.</p></div>'.repeat(14_500)}</body></html>`;

const extractor = createBoundedExtractor({ timeoutMs: PATIENCE_MS });
afterAll(() => extractor.close());

test('pages are read one after the other in one thread', async () => {
  const articles = await Promise.all(Array.from({ length: 5 }, () => extractor.extract(story, 'https://a.example/x')));
  expect(articles.every(({ paragraphs }) => paragraphs.length === 1)).toBe(true);
});

test('a page that takes too long is ended, and the next one is read by a new thread', async () => {
  const impatient = createBoundedExtractor({ timeoutMs: 2_000 });
  await impatient.extract(story, 'https://a.example/x');
  await expect(impatient.extract(ENDLESS, 'https://a.example/x')).rejects.toThrow(/took too long to read/);
  expect((await impatient.extract(story, 'https://a.example/x')).paragraphs).toHaveLength(1);
  await impatient.close();
});

test('a page that needs too much memory is ended, and the next one is read by a new thread', async () => {
  const small = createBoundedExtractor({ timeoutMs: PATIENCE_MS, maxMb: 24 });
  await expect(small.extract(HUGE, 'https://a.example/x')).rejects.toThrow(/took too long to read/);
  expect((await small.extract(story, 'https://a.example/x')).paragraphs).toHaveLength(1);
  await small.close();
});

/** Each on its own process, as its memory is the process's. */
test.each(['divs', 'attributes', 'brackets', 'cells', 'paragraphs', 'text', 'comments', 'quotes'])(
  'a hostile page of %s ends in words or with the article, within its bounds of memory',
  (kind) => {
    const child = spawnSync(process.execPath, [fileURLToPath(new URL('./hostile-page.ts', import.meta.url)), kind], {
      encoding: 'utf8',
      timeout: PATIENCE_MS,
    });
    const { outcome, peakMb } = JSON.parse(child.stdout);
    expect(['tooHard', 'tooLarge', 'article']).toContain(outcome);
    expect(peakMb).toBeLessThan(300);
  },
);
