import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export const FOLDER = new URL('../../shared/data/extraction/', import.meta.url);

export interface LabelledPage {
  id: string;
  url: string;
  html: string;
  body: string;
}

export function readPages(): LabelledPage[] {
  const truth: Record<string, { articleBody: string; url: string }> = JSON.parse(
    readFileSync(new URL('ground-truth.json', FOLDER), 'utf8'),
  );
  return Object.entries(truth).map(([id, { articleBody, url }]) => ({
    id,
    url,
    body: articleBody,
    html: gunzipSync(readFileSync(new URL(`html/${id}.html.gz`, FOLDER))).toString('utf8'),
  }));
}

export interface Score {
  precision: number;
  recall: number;
}

/** Multisets of shingles of four tokens, as the benchmark of these pages counts them. */
export function scorePage(found: string, truth: string): Score {
  const [mine, theirs] = [shingles(found), shingles(truth)];
  let shared = 0;
  for (const [shingle, count] of mine) shared += Math.min(count, theirs.get(shingle) ?? 0);
  const [mySize, theirSize] = [sizeOf(mine), sizeOf(theirs)];
  return {
    precision: mySize === 0 ? (theirSize === 0 ? 1 : 0) : shared / mySize,
    recall: theirSize === 0 ? 1 : shared / theirSize,
  };
}

export function f1({ precision, recall }: Score): number {
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

export function averageScore(scores: Score[]): Score {
  const mean = (pick: (score: Score) => number) => scores.reduce((sum, score) => sum + pick(score), 0) / scores.length;
  return { precision: mean((score) => score.precision), recall: mean((score) => score.recall) };
}

function shingles(text: string): Map<string, number> {
  const tokens = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const size = Math.min(4, tokens.length);
  const counts = new Map<string, number>();
  for (let at = 0; size > 0 && at + size <= tokens.length; at += 1) {
    const shingle = tokens.slice(at, at + size).join(' ');
    counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  }
  return counts;
}

function sizeOf(counts: Map<string, number>): number {
  return counts.values().reduce((sum, count) => sum + count, 0);
}
