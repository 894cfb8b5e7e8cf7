import { wordsOf } from '../news/words.ts';

const SHINGLE_WORDS = 5;
const MAX_SHINGLES = 600;
/** So much of the shorter text must stand in the longer: above what two reports that quote the same statement share. */
const COPY_SHARE = 0.7;
/** Less says too little to be called a copy. */
const MIN_SHINGLES = 20;

/** Hashes of the text's runs of five words, sorted, each once. */
export function shinglesOf(text: string): Uint32Array {
  const words = wordsOf(text.slice(0, MAX_SHINGLES * 12)).map((word) => word.toLowerCase());
  const hashes = new Set<number>();
  for (let at = 0; at + SHINGLE_WORDS <= words.length && hashes.size < MAX_SHINGLES; at += 1) {
    hashes.add(hashOf(words.slice(at, at + SHINGLE_WORDS).join(' ')));
  }
  return Uint32Array.from(hashes).sort();
}

/** Whether one of two texts is the other, cut or lightly edited: a syndicated copy. */
export function isCopy(one: Uint32Array, other: Uint32Array): boolean {
  const shorter = Math.min(one.length, other.length);
  return shorter >= MIN_SHINGLES && countShared(one, other) >= COPY_SHARE * shorter;
}

function countShared(one: Uint32Array, other: Uint32Array): number {
  let shared = 0;
  let at = 0;
  for (const hash of one) {
    while (at < other.length && (other[at] ?? 0) < hash) at += 1;
    if (other[at] === hash) shared += 1;
  }
  return shared;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
