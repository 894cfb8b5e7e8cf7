import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { extractHtml } from '../src/reading/html.ts';
import { toParagraphs } from '../src/reading/html-paragraphs.ts';
import { averageScore, FOLDER, f1, type LabelledPage, readPages, type Score, scorePage } from './extract-score.ts';

/** F1, time and memory of our extraction beside readability + linkedom, each in a process of its own, then wins and losses per page. */

type Extract = (page: LabelledPage) => string;

const METHODS: Record<string, Extract> = {
  copydesk: ({ html, url }) => extractHtml(html, url).paragraphs.join('\n\n'),
  'readability + linkedom': ({ html }) => {
    const { document } = parseHTML(html);
    const content = new Readability(document, { serializer: (node) => node }).parse()?.content;
    return content ? toParagraphs(content).join('\n\n') : '';
  },
};

interface Result {
  scores: (Score & { id: string; url: string })[];
  meanMs: number;
  p50Ms: number;
  peakMb: number;
}

export async function bench(): Promise<void> {
  if (!existsSync(FOLDER)) return console.log('left out: the labelled pages are not on this machine');
  const results = Object.keys(METHODS).map((name) => ({ name, ...runAlone(name) }));
  console.table(
    results.map(({ name, scores, ...cost }) => ({ method: name, pages: scores.length, ...summaryOf(scores), ...cost })),
  );
  const [ours, peer] = results;
  if (!ours || !peer) return;
  console.log(
    `time per page: ${(ours.meanMs / peer.meanMs).toFixed(2)} of the peer's; halves (F1): ${halves(ours.scores)} ours, ${halves(peer.scores)} the peer's`,
  );
  const pairs = ours.scores.map((score, at) => ({
    page: score.id.slice(0, 8),
    url: score.url.slice(0, 60),
    ours: f1(score),
    peer: f1(peer.scores[at] ?? score),
  }));
  const changed = pairs.filter(({ ours, peer }) => Math.abs(ours - peer) >= 0.002);
  const rows = changed.toSorted((a, b) => b.ours - b.peer - (a.ours - a.peer));
  console.table(
    rows.map(({ ours, peer, ...page }) => ({
      ...page,
      ours: round(ours),
      peer: round(peer),
      gain: round(ours - peer),
    })),
  );
  console.log(
    `${rows.filter(({ ours, peer }) => ours > peer).length} pages won, ${rows.filter(({ ours, peer }) => ours < peer).length} lost, ${pairs.length - rows.length} alike`,
  );
}

function runAlone(name: string): Result {
  const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout);
}

function measure(extract: Extract): Result {
  const pages = readPages();
  for (const page of pages.slice(0, 5)) extract(page);
  const times: number[] = [];
  const scores = pages.map((page) => {
    const started = performance.now();
    const text = extract(page);
    times.push(performance.now() - started);
    return { id: page.id, url: page.url, ...scorePage(text, page.body) };
  });
  const meanMs = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  const p50Ms = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  return {
    scores,
    meanMs: round(meanMs),
    p50Ms: round(p50Ms),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

function summaryOf(scores: Score[]) {
  const average = averageScore(scores);
  return { f1: round(f1(average), 4), precision: round(average.precision, 4), recall: round(average.recall, 4) };
}

function halves(scores: Score[]): string {
  const half = (rest: number) => round(f1(averageScore(scores.filter((_, at) => at % 2 === rest))), 4);
  return `${half(0)} and ${half(1)}`;
}

function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}

const alone = METHODS[process.argv[2] ?? ''];
if (alone && process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(JSON.stringify(measure(alone)));
