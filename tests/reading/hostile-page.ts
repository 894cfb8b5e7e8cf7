import { UserError } from '../../src/errors.ts';
import { createBoundedExtractor } from '../../src/reading/bounded.ts';

/** Reads one page that was built to be hard, and says how that ended and what it took. */
const pages: Record<string, () => string> = {
  divs: () => `<html><body>${'<div>'.repeat(20_000)}x${'</div>'.repeat(20_000)}`,
  attributes: () => `<div ${Array.from({ length: 200_000 }, (_, at) => `a${at}="x"`).join(' ')}>x</div>`,
  brackets: () => '<'.repeat(1_000_000),
  cells: () => `<table>${`<tr>${'<td>words in a cell</td>'.repeat(100)}</tr>`.repeat(1_000)}</table>`,
  paragraphs: () => '<p>Some words in a paragraph.</p>'.repeat(200_000),
  text: () => `<p>${'word '.repeat(4_000_000)}`,
  comments: () => '<!-- '.repeat(300_000),
  quotes: () => `<a href="${'x'.repeat(3_000_000)}`,
};

const extractor = createBoundedExtractor();
const html = pages[process.argv[2] ?? '']?.() ?? '';
const started = performance.now();
const outcome = await extractor.extract(html, 'https://a.example/x').then(
  () => 'article',
  (error: unknown) => (error instanceof UserError ? error.code : String(error)),
);
const ms = Math.round(performance.now() - started);
process.stdout.write(JSON.stringify({ outcome, ms, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
await extractor.close();
