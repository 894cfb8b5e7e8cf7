import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { decodeFeed } from '../src/sources/decode.ts';
import { type Case, countMet, readCases } from './feed-expect.ts';
import { readers } from './feed-readers.ts';

/** Share of what feeds must yield, errors and time, and what hostile texts cost: our reader beside feedsmith. */
export async function bench(): Promise<void> {
  if (existsSync(FEEDS)) console.table(readers.map((reader) => measureCases(reader, readCases(FEEDS))));
  else console.log('The expectations are left out: there is no ../shared/data/feeds beside the project.');
  const rows = [];
  for (const [name, text] of Object.entries(hostile)) {
    const row: Record<string, string> = { text: name, MB: (text().length / 1e6).toFixed(1) };
    for (const { name: reader } of readers) row[reader] = await measureHostile(reader, text());
    rows.push(row);
  }
  console.table(rows);
}

const FEEDS = new URL('../../shared/data/feeds/', import.meta.url);

function measureCases({ name, read }: (typeof readers)[number], cases: Case[]) {
  let met = 0;
  let errors = 0;
  let ms = 0;
  for (const one of cases) {
    const { bytes, headers, file } = one;
    const text = decodeFeed(bytes, headers['content-type'] ?? null);
    const before = performance.now();
    try {
      const reading = read({ url: `http://127.0.0.1:8097/${file}`, headers, bytes, text });
      ms += performance.now() - before;
      met += countMet(one, reading);
    } catch {
      ms += performance.now() - before;
      errors += 1;
    }
  }
  const expected = cases.reduce((sum, one) => sum + one.expected.length, 0);
  return {
    reader: name,
    files: cases.length,
    'without error': cases.length - errors,
    met: `${met}/${expected}`,
    'ms a file': (ms / cases.length).toFixed(2),
  };
}

const LIMIT_MS = 20_000;

/** In a thread of its own, since a parser that hangs can't be stopped otherwise. */
async function measureHostile(reader: string, text: string): Promise<string> {
  const worker = new Worker(new URL('./feed-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 1_500 },
  });
  const { promise, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve(`over ${LIMIT_MS / 1000} s`), LIMIT_MS);
  worker.on('message', resolve).on('error', (error) => resolve(`died: ${error.message.slice(0, 40)}`));
  worker.postMessage({ reader, text });
  const answer = await promise;
  clearTimeout(timer);
  await worker.terminate();
  return answer;
}

const item = (body: string) =>
  `<item><title>A title</title><link>https://a.example/1</link><description>${body}</description></item>`;
const rss = (items: string) => `<rss version="2.0"><channel><title>T</title>${items}</channel></rss>`;
const sentence = 'The council met on Tuesday and agreed on the budget for the coming year. ';

const hostile: Record<string, () => string> = {
  "a flood of '<'": () => '<'.repeat(5_000_000),
  "a flood of '<' in an item": () => rss(item('<'.repeat(5_000_000))),
  "a flood of '<' in an endless title": () => `<rss version="2.0"><channel><title>${'<'.repeat(200_000)}`,
  "'<a' without end": () => rss(item('<a '.repeat(2_000_000))),
  'one open tag': () => `<rss><channel><title${' a'.repeat(3_000_000)}`,
  '20 MB of text in one item': () => rss(item(sentence.repeat(20_000_000 / sentence.length))),
  '20 MB of items': () => rss(item(sentence.repeat(10)).repeat(24_000)),
  '1,000,000 elements deep': () => rss(item('<b>'.repeat(1_000_000))),
  '1,000,000 deep in escaped HTML': () => rss(item('&lt;b&gt;'.repeat(1_000_000))),
  'many ends of nothing': () => rss(item('<b>'.repeat(90) + '</i>'.repeat(2_000_000))),
  'a namespace in each element': () =>
    rss(item(Array.from({ length: 100_000 }, (_, i) => `<n${i}:b xmlns:n${i}="urn:${i}">`).join(''))),
  'billion laughs': () =>
    `<!DOCTYPE rss [<!ENTITY l0 "lol">${Array.from({ length: 30 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')}]>${rss(item('&l30;'))}`,
  'JSON 1,000,000 deep': () => `{"version":"https://jsonfeed.org/version/1.1","items":${'['.repeat(1_000_000)}`,
};
