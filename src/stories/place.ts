import type { Placement, Story } from '../news/story.ts';
import type { Fingerprint } from './fingerprint.ts';
import { likeness } from './likeness.ts';
import { addEntry, candidatesFor, createLiveIndex, type Entry, type LiveIndex, toEntry } from './live-index.ts';
import { isCopy } from './shingles.ts';

const HOUR_MS = 3_600_000;
/** A story takes articles up to so long after its last one. */
const JOIN_MS = 72 * HOUR_MS;
/** A later development names the story it follows up to so long after. */
const FOLLOW_MS = 30 * 24 * HOUR_MS;
/** A copy joins its original however long the story has been quiet, up to this. */
const COPY_MS = 14 * 24 * HOUR_MS;
/** An article is compared with the first and the last ones of a long story, and with so many stories. */
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

interface Desk {
  index: LiveIndex;
  stories: Map<string, LiveStory>;
  threshold: number;
}

interface LiveStory {
  story: Story;
  /** Its live articles without copies, in the order in which they came. */
  entries: Entry[];
  /** How many live articles it has, copies too. */
  articles: number;
}

interface Ranked {
  story: Story;
  score: number;
}

/** Places articles one by one, each by those before it only. */
export function createStories({ maxArticles = 10_000, threshold = THRESHOLD }: StoryOptions = {}) {
  const desk: Desk = { index: createLiveIndex(maxArticles), stories: new Map(), threshold };
  return {
    place: (fingerprint: Fingerprint): Placement => place(desk, fingerprint),

    /** Takes up an article that was placed before, as it was placed; in the order in which they came. */
    restore(fingerprint: Fingerprint, { story, copyOf }: Placement): void {
      if (!desk.stories.has(story.id)) desk.stories.set(story.id, { story: { ...story }, entries: [], articles: 0 });
      put(desk, toEntry(desk.index, fingerprint), story.id, copyOf);
    },
  };
}

function place(desk: Desk, fingerprint: Fingerprint): Placement {
  const entry = toEntry(desk.index, fingerprint);
  const { id, published } = entry;
  const candidates = candidatesFor(desk.index, entry);
  const original = findOriginal(entry, candidates, desk.index);
  if (original) return put(desk, entry, original.storyId, original.id === id ? null : original.id);
  const ranked = rank(desk, entry, candidates);
  const joined = ranked.find(({ story }) => isWithin(story, published, JOIN_MS));
  if (joined && joined.score >= barAt(desk, published, JOIN_MS)) return put(desk, entry, joined.story.id, null);
  const earlier = ranked.find(({ story }) => isEarlier(story, published));
  const isFollowed = earlier && earlier.score >= barAt(desk, published, FOLLOW_MS) + FOLLOW_RISE;
  const follows = isFollowed ? earlier.story.id : null;
  const story = { id, follows, firstPublished: published, lastPublished: published };
  desk.stories.set(id, { story, entries: [], articles: 0 });
  return put(desk, entry, id, null);
}

/** The article of which this one is a copy: the same address, the same words, or most of the same runs of words. */
function findOriginal(entry: Entry, candidates: Entry[], index: LiveIndex): Entry | null {
  const { urlKey, contentHash, published, shingles } = entry;
  const isNear = (other: Entry, withinMs: number) => Math.abs(other.published - published) <= withinMs;
  const sameAddress = index.byUrlKey.get(urlKey);
  if (sameAddress && isNear(sameAddress, JOIN_MS)) return sameAddress;
  const sameText = contentHash ? index.byContentHash.get(contentHash) : undefined;
  if (sameText && shingles.length > 0 && isNear(sameText, COPY_MS)) return sameText;
  return candidates.find((other) => isNear(other, COPY_MS) && isCopy(shingles, other.shingles)) ?? null;
}

/** The stories of the candidates that reach the lowest bar, the likest first. */
function rank({ index, stories, threshold }: Desk, entry: Entry, candidates: Entry[]): Ranked[] {
  return [...new Set(candidates.map(({ storyId }) => storyId))]
    .slice(0, MOST_STORIES)
    .flatMap((id) => stories.get(id) ?? [])
    .map(({ story, entries }) => ({ story, score: meanLikeness(entry, entries, index) }))
    .filter(({ score }) => score >= threshold)
    .sort((one, other) => other.score - one.score);
}

function meanLikeness({ vector }: Entry, entries: Entry[], { vocabulary }: LiveIndex): number {
  const half = MOST_COMPARED / 2;
  const compared = entries.length <= MOST_COMPARED ? entries : [...entries.slice(0, half), ...entries.slice(-half)];
  const sum = compared.reduce((total, other) => total + likeness(vector, other.vector, vocabulary.rarityOf), 0);
  return compared.length === 0 ? 0 : sum / compared.length;
}

function barAt({ stories, threshold }: Desk, at: number, withinMs: number): number {
  let count = 0;
  for (const { story } of stories.values()) if (isWithin(story, at, withinMs)) count += 1;
  return threshold + THRESHOLD_RISE * Math.log(1 + count);
}

/** Whether an instant lies within a story's time or so long before or after. */
function isWithin({ firstPublished, lastPublished }: Story, at: number, withinMs: number): boolean {
  return at - lastPublished <= withinMs && firstPublished - at <= withinMs;
}

function isEarlier(story: Story, at: number): boolean {
  return at - story.lastPublished > JOIN_MS && isWithin(story, at, FOLLOW_MS);
}

function put(desk: Desk, entry: Entry, storyId: string, copyOf: string | null): Placement {
  const live = desk.stories.get(storyId);
  if (!live) throw new Error(`There is no live story ${storyId}.`);
  live.story.firstPublished = Math.min(live.story.firstPublished, entry.published);
  live.story.lastPublished = Math.max(live.story.lastPublished, entry.published);
  entry.storyId = storyId;
  if (copyOf === null) live.entries.push(entry);
  live.articles += 1;
  for (const old of addEntry(desk.index, entry)) forget(desk, old);
  return { story: { ...live.story }, copyOf };
}

function forget({ stories }: Desk, entry: Entry): void {
  const live = stories.get(entry.storyId);
  if (!live) return;
  live.articles -= 1;
  live.entries = live.entries.filter((kept) => kept !== entry);
  if (live.articles === 0) stories.delete(entry.storyId);
}
