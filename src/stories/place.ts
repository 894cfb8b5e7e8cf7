import type { Placement, Story } from '../news/story.ts';
import type { Fingerprint } from './fingerprint.ts';
import { likeness } from './likeness.ts';
import { createLiveIndex, type Entry, type LiveIndex } from './live-index.ts';
import { isCopy } from './shingles.ts';

const HOUR_MS = 3_600_000;
/** A story takes articles up to so long after its last one. */
const JOIN_MS = 72 * HOUR_MS;
/** A later development names the story it follows up to so long after. */
const FOLLOW_MS = 30 * 24 * HOUR_MS;
/** A copy joins its original however long the story has been quiet, up to this. */
const COPY_MS = 14 * 24 * HOUR_MS;
/** An article is compared with the first and the last ones of a long story. */
const MOST_COMPARED = 8;
const MOST_STORIES = 20;

/**
 * The likeness from which an article joins a story. The more stories are about, the likelier one of them is alike by chance: the
 * bar rises with the logarithm of their number. Both figures come from our own cases (docs/decisions/0007-stories.md).
 */
const THRESHOLD = 0.2;
const THRESHOLD_RISE = 0.025;
/** So much more is asked before an article is said to follow a story: there are more of them, and a wrong link misleads. */
const FOLLOW_RISE = 0.1;

export interface StoryOptions {
  maxArticles?: number;
  threshold?: number;
}

interface LiveStory {
  story: Story;
  /** Its live articles without copies, in the order in which they came. */
  entries: Entry[];
  /** Its live articles, copies too. */
  articles: number;
}

interface Ranked {
  story: Story;
  score: number;
}

/** Places articles one by one, each by those before it only. */
export function createStories({ maxArticles = 10_000, threshold = THRESHOLD }: StoryOptions = {}) {
  const index = createLiveIndex(maxArticles);
  const stories = new Map<string, LiveStory>();

  function place(fingerprint: Fingerprint): Placement {
    const entry = index.toEntry(fingerprint);
    const candidates = index.candidatesFor(entry);
    const original = findOriginal(entry, candidates, index);
    if (original) return put(entry, original.storyId, original.id === entry.id ? null : original.id);
    const ranked = rank(entry, candidates);
    const joined = bestOf(
      ranked,
      (story) => isWithin(story, entry.published, JOIN_MS),
      () => barFor(entry, JOIN_MS),
    );
    if (joined) return put(entry, joined.id, null);
    const followBar = () => barFor(entry, FOLLOW_MS) + FOLLOW_RISE;
    return open(entry, bestOf(ranked, (story) => isEarlier(story, entry.published), followBar)?.id ?? null);
  }

  /** Takes up an article that was placed before, as it was placed; in the order in which they came. */
  function restore(fingerprint: Fingerprint, { story, copyOf }: Placement): void {
    if (!stories.has(story.id)) stories.set(story.id, { story: { ...story }, entries: [], articles: 0 });
    put(index.toEntry(fingerprint), story.id, copyOf);
  }

  /** The stories of the candidates that reach the lowest bar, the likest first. */
  function rank(entry: Entry, candidates: Entry[]): Ranked[] {
    return [...new Set(candidates.map(({ storyId }) => storyId))]
      .slice(0, MOST_STORIES)
      .flatMap((id) => stories.get(id) ?? [])
      .map(({ story, entries }) => ({ story, score: meanLikeness(entry, entries) }))
      .filter(({ score }) => score >= threshold)
      .sort((one, other) => other.score - one.score);
  }

  function meanLikeness({ vector }: Entry, entries: Entry[]): number {
    const half = MOST_COMPARED / 2;
    const compared = entries.length <= MOST_COMPARED ? entries : [...entries.slice(0, half), ...entries.slice(-half)];
    const sum = compared.reduce((total, other) => total + likeness(vector, other.vector, index.rarityOf), 0);
    return compared.length === 0 ? 0 : sum / compared.length;
  }

  function barFor({ published }: Entry, withinMs: number): number {
    let count = 0;
    for (const { story } of stories.values()) if (isWithin(story, published, withinMs)) count += 1;
    return threshold + THRESHOLD_RISE * Math.log(1 + count);
  }

  function open(entry: Entry, follows: string | null): Placement {
    const { id, published } = entry;
    const story = { id, follows, firstPublished: published, lastPublished: published };
    stories.set(id, { story, entries: [], articles: 0 });
    return put(entry, id, null);
  }

  function put(entry: Entry, storyId: string, copyOf: string | null): Placement {
    const live = stories.get(storyId);
    if (!live) throw new Error(`There is no live story ${storyId}.`);
    const { published } = entry;
    live.story.firstPublished = Math.min(live.story.firstPublished, published);
    live.story.lastPublished = Math.max(live.story.lastPublished, published);
    entry.storyId = storyId;
    if (copyOf === null) live.entries.push(entry);
    live.articles += 1;
    for (const old of index.add(entry)) forget(old);
    return { story: { ...live.story }, copyOf };
  }

  function forget(entry: Entry): void {
    const live = stories.get(entry.storyId);
    if (!live) return;
    live.articles -= 1;
    live.entries = live.entries.filter((kept) => kept !== entry);
    if (live.articles === 0) stories.delete(entry.storyId);
  }

  return { place, restore };
}

/** The bar is counted only for a story that might pass it: it looks at every live story. */
function bestOf(ranked: Ranked[], isOpen: (story: Story) => boolean, bar: () => number): Story | null {
  const best = ranked.find(({ story }) => isOpen(story));
  return best && best.score >= bar() ? best.story : null;
}

/** Whether an instant lies within a story's time or so long before or after. */
function isWithin({ firstPublished, lastPublished }: Story, at: number, withinMs: number): boolean {
  return at - lastPublished <= withinMs && firstPublished - at <= withinMs;
}

function isEarlier(story: Story, published: number): boolean {
  const gap = published - story.lastPublished;
  return gap > JOIN_MS && gap <= FOLLOW_MS;
}

/** The article of which this one is a copy: the same address, the same words, or most of the same runs of words. */
function findOriginal(entry: Entry, candidates: Entry[], index: LiveIndex): Entry | null {
  const { urlKey, contentHash, published, shingles } = entry;
  const isNear = (other: Entry, withinMs: number) => Math.abs(other.published - published) <= withinMs;
  const sameAddress = urlKey === '' ? undefined : index.byUrlKey(urlKey);
  if (sameAddress && isNear(sameAddress, JOIN_MS)) return sameAddress;
  const sameText = contentHash ? index.byContentHash(contentHash) : undefined;
  if (sameText && shingles.length > 0 && isNear(sameText, COPY_MS)) return sameText;
  return candidates.find((other) => isNear(other, COPY_MS) && isCopy(shingles, other.shingles)) ?? null;
}
