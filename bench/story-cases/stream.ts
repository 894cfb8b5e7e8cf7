import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Labelled } from './read.ts';

const NEWS = new URL('../../../shared/data/retrieval/articles.jsonl.gz', import.meta.url);

interface Line {
  title: string;
  text: string | null;
  date: string;
}

/** Real articles of several years beside the project, each an event of its own, `stepMs` apart; null where they aren't there. */
export function readNews(startMs: number, stepMs: number): Labelled[] | null {
  const lines = readLines();
  if (!lines) return null;
  return lines
    .toSorted((one, other) => (one.date < other.date ? -1 : 1))
    .map(({ title, text }, place) => unlabelled(`news-${place}`, title, text ?? '', startMs + place * stepMs));
}

/** As many articles as are asked for, each made of six sentences from four of those: real words, no copies. */
export function mixNews(count: number, stepMs: number): Labelled[] | null {
  const lines = readLines();
  if (!lines) return null;
  const sentences = lines.map(({ text }) => (text ?? '').split(/(?<=[.!?])\s+/));
  const draw = createDraw();
  return Array.from({ length: count }, (_, place) => {
    const parts = Array.from({ length: 4 }, () => {
      const from = sentences[draw(sentences.length)] ?? [];
      const start = draw(Math.max(1, from.length - 6));
      return from.slice(start, start + 6);
    });
    return unlabelled(`mixed-${place}`, lines[draw(lines.length)]?.title ?? '', parts.flat().join(' '), place * stepMs);
  });
}

function readLines(): Line[] | null {
  if (!existsSync(NEWS)) return null;
  const text = gunzipSync(readFileSync(NEWS)).toString('utf8');
  return text
    .trim()
    .split('\n')
    .map((line): Line => JSON.parse(line));
}

function unlabelled(id: string, title: string, text: string, published: number): Labelled {
  return { id, event: id, follows: null, url: `https://${id}.example/`, title, text, published };
}

/** The same numbers below a bound in every run. */
function createDraw(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}
