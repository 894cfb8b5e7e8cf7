import { wordsOf } from '../../src/news/words.ts';
import type { Labelled } from './read.ts';

type Vector = Map<string, number>;

const WINDOW_MS = 72 * 3_600_000;

/**
 * The usual way, live: TF-IDF (counts up to now), cosine, the mean over a story's articles, joined within 72 hours from a fixed
 * threshold. It looks at every live story.
 */
export function createTfIdfStories(textOf: (article: Labelled) => string, threshold: number) {
  const counts = new Map<string, number>();
  const stories: { id: string; last: number; articles: Vector[] }[] = [];
  let articles = 0;

  /** `isNew` takes the article for a story of its own without looking: to fill the desk quickly. */
  return (article: Labelled, isNew = false): string => {
    const terms = countsOf(textOf(article));
    articles += 1;
    for (const term of terms.keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
    const vector = normalize(terms, (term) => Math.log((articles + 1) / (counts.get(term) ?? 1)));
    const live = isNew ? [] : stories.filter(({ last }) => Math.abs(article.published - last) <= WINDOW_MS);
    const scored = live.map((story) => ({ story, score: mean(story.articles.map((other) => dot(vector, other))) }));
    const best = scored.toSorted((one, other) => other.score - one.score)[0];
    const story = best && best.score >= threshold ? best.story : { id: article.id, last: 0, articles: [] };
    if (story.articles.length === 0) stories.push(story);
    story.articles.push(vector);
    story.last = Math.max(story.last, article.published);
    return story.id;
  };
}

/** The usual way, afterwards: TF-IDF over the whole set, average link from the nearest pair down to a threshold, time not known. */
export function clusterByAverageLink(articles: readonly Labelled[], threshold: number): string[] {
  const terms = articles.map(({ title, text }) => countsOf(`${title} ${text}`));
  const counts = new Map<string, number>();
  for (const each of terms) for (const term of each.keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
  const vectors = terms.map((each) =>
    normalize(each, (term) => Math.log((articles.length + 1) / (counts.get(term) ?? 1))),
  );
  const likeness = vectors.map((one) => vectors.map((other) => dot(one, other)));
  let clusters = articles.map((_, place) => [place]);
  for (;;) {
    let best: { one: number[]; other: number[]; score: number } | null = null;
    for (const [place, one] of clusters.entries()) {
      for (const other of clusters.slice(place + 1)) {
        const score = mean(one.flatMap((left) => other.map((right) => likeness[left]?.[right] ?? 0)));
        if (!best || score > best.score) best = { one, other, score };
      }
    }
    if (!best || best.score < threshold) break;
    const { one, other } = best;
    clusters = [...clusters.filter((cluster) => cluster !== one && cluster !== other), [...one, ...other]];
  }
  return articles.map((_, place) => String(clusters.findIndex((cluster) => cluster.includes(place))));
}

function countsOf(text: string): Vector {
  const counts: Vector = new Map();
  for (const word of wordsOf(text)) counts.set(word.toLowerCase(), (counts.get(word.toLowerCase()) ?? 0) + 1);
  return counts;
}

function normalize(terms: Vector, rarityOf: (term: string) => number): Vector {
  const weighed = [...terms].map(([term, count]) => [term, (1 + Math.log(count)) * rarityOf(term)] as const);
  const length = Math.sqrt(weighed.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
  return new Map(weighed.map(([term, weight]) => [term, weight / length]));
}

function dot(one: Vector, other: Vector): number {
  const [short, long] = one.size < other.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [term, weight] of short) sum += weight * (long.get(term) ?? 0);
  return sum;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
