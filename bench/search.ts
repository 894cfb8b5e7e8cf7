import { existsSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { FUNCTION_WORDS } from '../src/news/function-words.ts';
import { createSearch } from '../src/search/search.ts';
import { createPassages } from '../src/store/passages.ts';
import { endOf, openScratch, SCOPE } from './doors/search.ts';
import { type BenchArticle, repeatArticles, storeArticles } from './search-articles.ts';

const MATERIAL = `${import.meta.dirname}/../../shared/data/retrieval`;
const DAY_MS = 86_400_000;
const LARGE = 25_000;

interface Asked {
  id: string;
  text: string;
  asOf: Date;
  gold: number[];
  since?: Date;
}

interface Peer {
  name: string;
  /** The best ten articles, by their numbers. */
  find(question: Asked): Promise<number[]>;
}

/**
 * Hits and MRR on the 2,459 articles, ours beside SQLite's FTS5 (porter, bm25, title ×3), with and without a window of 30 days, with our
 * recency off, and for the same questions asked five weeks later; then the time per question among 25,000 articles.
 */
export async function bench(): Promise<void> {
  if (!existsSync(MATERIAL)) return console.log(`left out: there is no material in ${MATERIAL}`);
  const articles = readArticles();
  await withPeers(articles, async (peers) => {
    const rows = [];
    for (const [set, questions] of Object.entries(questionSets())) {
      for (const peer of peers) rows.push({ set, method: peer.name, ...(await judge(peer, questions)) });
    }
    console.table(rows);
  });
  const large = repeatArticles(articles, LARGE);
  await withPeers(large, async (peers) => {
    const { plain = [], 'window of 30 days': within = [] } = questionSets();
    const rows = [];
    for (const peer of peers.filter(({ name }) => name !== 'copydesk, recency off')) {
      for (const [set, questions] of Object.entries({ plain, within })) {
        rows.push({ articles: large.length, set, method: peer.name, ...(await time(peer, questions)) });
      }
    }
    console.table(rows);
  });
}

async function withPeers(articles: BenchArticle[], use: (peers: Peer[]) => Promise<void>): Promise<void> {
  const scratch = await openScratch();
  try {
    const started = performance.now();
    const numbers = await storeArticles(scratch.database, articles);
    const passages = createPassages(scratch.database.db);
    while ((await passages.catchUp(200)) > 0);
    await scratch.database.pool.query('vacuum analyze');
    console.log(
      `${articles.length} articles stored and indexed in ${Math.round((performance.now() - started) / 1000)} s`,
    );
    const ours = (name: string, options = {}): Peer => {
      const search = createSearch({ passages, ...options });
      return {
        name,
        async find({ text, asOf, since }) {
          const found = await search.search(text, { ...SCOPE, ...(since && { since }) }, asOf);
          return found.articles.map(({ articleId }) => numbers.get(articleId) ?? -1);
        },
      };
    };
    await use([
      ...fts5(articles),
      ours('copydesk'),
      ours('copydesk, recency off', { recency: { weight: 0, days: 14 } }),
    ]);
  } finally {
    await scratch.close();
  }
}

/** With every word of the question, and without its function words, which cost it most. */
function fts5(articles: BenchArticle[]): Peer[] {
  const db = new DatabaseSync(':memory:');
  db.exec(`create virtual table article using fts5(title, body, day unindexed, tokenize = 'porter unicode61')`);
  const insert = db.prepare('insert into article (rowid, title, body, day) values (?, ?, ?, ?)');
  for (const { id, title, text, date } of articles) insert.run(id, title, text, dayOf(new Date(date)));
  const select = db.prepare(`select rowid from article where article match ? and day between ? and ?
    order by bm25(article, 3.0, 1.0) limit 10`);
  const peer = (name: string, leftOut: ReadonlySet<string>): Peer => ({
    name,
    async find({ text, asOf, since }) {
      const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
      const wanted = words.filter((word) => !leftOut.has(word));
      const query = wanted.map((word) => `"${word}"`).join(' OR ');
      return select.all(query, dayOf(since ?? new Date(0)), dayOf(asOf)).map(({ rowid }) => Number(rowid));
    },
  });
  return [
    peer('SQLite FTS5', new Set()),
    peer('SQLite FTS5, no function words', new Set([...(FUNCTION_WORDS.get('en') ?? []), 'what', 'why'])),
  ];
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

async function judge(peer: Peer, questions: Asked[]) {
  let hits = 0;
  let hits4 = 0;
  let reciprocal = 0;
  for (const question of questions) {
    const place = (await peer.find(question)).findIndex((id) => question.gold.includes(id));
    if (place === -1) continue;
    hits++;
    if (place < 4) hits4++;
    reciprocal += 1 / (place + 1);
  }
  const share = (sum: number) => Number((sum / questions.length).toFixed(3));
  return { questions: questions.length, 'hit@4': share(hits4), 'hit@10': share(hits), MRR: share(reciprocal) };
}

async function time(peer: Peer, questions: Asked[]) {
  for (const question of questions.slice(0, 40)) await peer.find(question);
  const times: number[] = [];
  for (const question of questions) {
    const started = performance.now();
    await peer.find(question);
    times.push(performance.now() - started);
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(1));
  return { questions: times.length, 'p50 ms': at(0.5), 'p90 ms': at(0.9), 'p99 ms': at(0.99) };
}

/** The marked questions as they are, within 30 days, and asked five weeks later: without a word of when, and naming the month. */
function questionSets(): Record<string, Asked[]> {
  const marked = readQuestions().filter(({ gold }) => gold.length > 0);
  const later = marked.filter(({ text }) => /\bthis week\b/.test(text));
  const fiveWeeksOn = (question: Asked, when: string): Asked => ({
    ...question,
    text: question.text.replace(/\s*\bthis week\b/, when),
    asOf: new Date(question.asOf.getTime() + 35 * DAY_MS),
  });
  const inMonth = (date: Date) => ` in ${date.toLocaleString('en', { month: 'long', timeZone: 'UTC' })}`;
  return {
    plain: marked,
    'window of 30 days': marked.map((one) => ({ ...one, since: new Date(one.asOf.getTime() - 31 * DAY_MS) })),
    'five weeks later': later.map((one) => fiveWeeksOn(one, '')),
    'five weeks later, month named': later.map((one) => fiveWeeksOn(one, inMonth(one.asOf))),
  };
}

function readArticles(): BenchArticle[] {
  return linesOf<BenchArticle>(gunzipSync(readFileSync(`${MATERIAL}/articles.jsonl.gz`)).toString()).map((article) => ({
    ...article,
    date: article.date.replaceAll('/', '-'),
  }));
}

function readQuestions(): Asked[] {
  const lines = linesOf<{ id: string; date: string; question: string; gold: number[] }>(
    readFileSync(`${MATERIAL}/questions.jsonl`, 'utf8'),
  );
  return lines.map(({ id, date, question, gold }) => ({ id, text: question, asOf: endOf(date), gold }));
}

/** The shape is what the material's README promises; a bench may fail loudly where it is not. */
function linesOf<T>(text: string): T[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}
