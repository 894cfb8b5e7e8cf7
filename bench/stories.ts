import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fingerprintOf } from '../src/stories/fingerprint.ts';
import { createStories } from '../src/stories/place.ts';
import { clusterByAverageLink, createTfIdfStories } from './story-cases/peers.ts';
import { type Labelled, readCases, readSet, type StoryCase } from './story-cases/read.ts';
import { type Score, scoreStories } from './story-cases/score.ts';
import { mixNews, readNews } from './story-cases/stream.ts';

/** Finds the story of each article of a stream. */
type Method = (articles: readonly Labelled[], threshold: number) => string[];

interface Contender {
  find: Method;
  /** Fixed for all sets: ours as shipped, a peer's where the development half of our cases is told apart best. */
  threshold: number | null;
}

const CONTENDERS: Record<string, Contender> = {
  copydesk: { find: (articles) => articles.map(placer()), threshold: 0 },
  'TF-IDF average link, live, 72 h': {
    find: (articles, threshold) => {
      const place = createTfIdfStories(({ title, text }) => `${title} ${text}`, threshold);
      return articles.map((article) => place(article));
    },
    threshold: null,
  },
  'titles only, live, 72 h': {
    find: (articles, threshold) => {
      const place = createTfIdfStories(({ title }) => title, threshold);
      return articles.map((article) => place(article));
    },
    threshold: null,
  },
  'TF-IDF average link, afterwards': { find: clusterByAverageLink, threshold: null },
};

const LIVE = 10_000;
const TIMED = 100;

/** Who finds the stories: B-cubed and pairwise F1 on the labelled sets and on our own harder cases; then time and memory. */
export async function bench(): Promise<void> {
  const cases = readCases();
  const development = cases.filter(({ half }) => half === 'development');
  const sets = labelledSets(cases);
  for (const [name, { find, threshold }] of Object.entries(CONTENDERS)) {
    const fixed = threshold ?? bestThreshold((tried) => meanOf(development, find, tried));
    console.log(
      `\n${name}${threshold === null ? ` (threshold ${fixed.toFixed(2)}, chosen on our development half)` : ''}`,
    );
    for (const half of ['development', 'held out'] as const) {
      const chosen = cases.filter((each) => each.half === half);
      console.log(
        `  ${`${chosen.length} cases, ${half}, each alone`.padEnd(44)} B-cubed ${meanOf(chosen, find, fixed).toFixed(3)}`,
      );
    }
    for (const [set, articles] of sets) {
      if (articles.length > 1000 && find === clusterByAverageLink) continue;
      const best =
        threshold === null && articles.length < 100
          ? bestThreshold((tried) => score(articles, find, tried).bCubed)
          : null;
      const known =
        best === null
          ? ''
          : `; ${score(articles, find, best).bCubed.toFixed(3)} at ${best.toFixed(2)}, chosen on the set`;
      console.log(`  ${set.padEnd(44)} ${told(score(articles, find, fixed))}${known}`);
    }
  }
  reportCost();
}

function labelledSets(cases: StoryCase[]): [string, Labelled[]][] {
  const all = inTime(cases.flatMap(({ articles }) => articles));
  const sets = ['10E', '20E'].flatMap((name): [string, Labelled[]][] => {
    const set = readSet(name);
    return set ? [[name, set]] : [];
  });
  const news = readNews((all[0]?.published ?? 0) - 3 * 86_400_000, (14 * 86_400_000) / 2459);
  const busy: [string, Labelled[]][] = news
    ? [['all our cases amid 2,459 real articles', inTime([...all, ...news])]]
    : [];
  return [...sets, ['all our cases at once', all], ...busy];
}

function inTime(articles: Labelled[]): Labelled[] {
  return articles.toSorted((one, other) => one.published - other.published);
}

/** Strangers, whose events nobody labelled, count where they stand in a labelled event's story. */
function score(articles: Labelled[], find: Method, threshold: number): Score {
  const stories = find(articles, threshold);
  const found = articles.map(({ id, event }, place) => ({ id, event, story: stories[place] ?? '' }));
  const labelled = new Set(found.filter(({ id }) => !id.startsWith('news-')).map(({ story }) => story));
  return scoreStories(found.filter(({ story }) => labelled.has(story)));
}

function meanOf(cases: StoryCase[], find: Method, threshold: number): number {
  return cases.reduce((sum, { articles }) => sum + score(articles, find, threshold).bCubed, 0) / cases.length;
}

function bestThreshold(scoreAt: (threshold: number) => number): number {
  const tried = Array.from({ length: 30 }, (_, step) => 0.02 + step * 0.02);
  const scores = tried.map(scoreAt);
  return tried[scores.indexOf(Math.max(...scores))] ?? 0;
}

function told({ precision, recall, bCubed, pairwise }: Score): string {
  const figures = { 'B-cubed': bCubed, P: precision, R: recall, pairwise };
  return Object.entries(figures)
    .map(([name, figure]) => `${name} ${figure.toFixed(3)}`)
    .join(' · ');
}

function reportCost(): void {
  console.log(`\nwith ${LIVE} live articles, each method in a process of its own`);
  for (const name of ['copydesk', 'TF-IDF average link, live, 72 h', 'titles only, live, 72 h']) {
    const child = spawnSync(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), name], {
      encoding: 'utf8',
    });
    console.log(`  ${name.padEnd(44)} ${child.stdout.trim() || child.stderr.slice(-300)}`);
  }
}

function measureCost(name: string): string {
  const stream = mixNews(LIVE + TIMED, (72 * 3_600_000) / LIVE);
  if (!stream) return 'left out: the real articles are not on this machine';
  const textOf = name.startsWith('titles')
    ? ({ title }: Labelled) => title
    : ({ title, text }: Labelled) => `${title} ${text}`;
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const place = name === 'copydesk' ? placer() : createTfIdfStories(textOf, 0.2);
  for (const article of stream.slice(0, LIVE)) place(article, true);
  const times: number[] = [];
  const startedCpu = process.cpuUsage();
  for (const article of stream.slice(LIVE)) {
    const started = performance.now();
    place(article);
    times.push(performance.now() - started);
  }
  const { user, system } = process.cpuUsage(startedCpu);
  globalThis.gc?.();
  const heapMb = (process.memoryUsage().heapUsed - before) / 1e6;
  const p50 = times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
  const cpu = (user + system) / 1000 / times.length;
  return `p50 ${p50.toFixed(1)} ms, ${cpu.toFixed(1)} ms of CPU an article; the live articles hold about ${heapMb.toFixed(0)} MB of heap`;
}

function placer(): (article: Labelled) => string {
  const stories = createStories();
  return (article) => stories.place(fingerprintOf(article)).story.id;
}

const [, script, measured] = process.argv;
if (script === fileURLToPath(import.meta.url) && measured) console.log(measureCost(measured));
