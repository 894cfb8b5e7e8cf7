import type { Placement, Story } from '../news/story.ts';
import type { Fingerprint } from './fingerprint.ts';
import { likeness, type TermMap } from './likeness.ts';
import { createLiveIndex, type Entry, type LiveIndex } from './live-index.ts';
import { isCopy } from './shingles.ts';

const HOUR_MS = 3_600_000;
/** A story takes articles up to so long after its last one. */
const JOIN_MS = 72 * HOUR_MS;
/** A later development names the story it follows up to so long after. */
const FOLLOW_MS = 30 * 24 * HOUR_MS;
/** A copy joins its original however long the story has been quiet, up to this. */
const COPY_MS = 14 * 24 * HOUR_MS;
/** The middle of where our own cases are told apart best (docs/decisions/0007). */
const THRESHOLD = 0.23;
/** An article is compared with the first and the last ones of a long story. */
const MOST_COMPARED = 12;

export interface StoryOptions {
  maxArticles?: number;
  threshold?: number;
}

/** Places articles one by one, each by those before it only. */
export function createStories({ maxArticles = 10_000, threshold = THRESHOLD }: StoryOptions = {}) {
  const index = createLiveIndex(maxArticles);
  const stories = new Map<string, { story: Story; entries: Entry[] }>();

  function place(fingerprint: Fingerprint): Placement {
    const terms: TermMap = new Map(fingerprint.terms.map((term) => [term.stem, term]));
    const candidates = index.candidatesFor(terms);
    const original = findOriginal(fingerprint, candidates, index);
    if (original) return put(fingerprint, terms, original.storyId, original.fingerprint.id);
    let best: { story: Story; score: number } | null = null;
    let earlier: { story: Story; score: number } | null = null;
    for (const storyId of new Set(candidates.map((entry) => entry.storyId))) {
      const known = stories.get(storyId);
      if (!known) continue;
      const gap = gapOf(known.story, fingerprint.published);
      if (gap > FOLLOW_MS) continue;
      const score = meanLikeness(terms, known.entries);
      if (score < threshold) continue;
      if (gap <= JOIN_MS) {
        if (score > (best?.score ?? 0)) best = { story: known.story, score };
      } else if (fingerprint.published > known.story.lastPublished && score > (earlier?.score ?? 0)) {
        earlier = { story: known.story, score };
      }
    }
    if (best) return put(fingerprint, terms, best.story.id, null);
    open(fingerprint, earlier?.story.id ?? null);
    return put(fingerprint, terms, fingerprint.id, null);
  }

  function meanLikeness(terms: TermMap, entries: Entry[]): number {
    const compared =
      entries.length <= MOST_COMPARED
        ? entries
        : [...entries.slice(0, MOST_COMPARED / 2), ...entries.slice(-MOST_COMPARED / 2)];
    const sum = compared.reduce((total, entry) => total + likeness(terms, entry.terms, index.rarityOf), 0);
    return sum / compared.length;
  }

  function open({ id, published }: Fingerprint, follows: string | null): void {
    stories.set(id, { story: { id, follows, firstPublished: published, lastPublished: published }, entries: [] });
  }

  function put(fingerprint: Fingerprint, terms: TermMap, storyId: string, copyOf: string | null): Placement {
    if (!stories.has(storyId)) open(fingerprint, null);
    const known = stories.get(storyId);
    if (!known) throw new Error(`story ${storyId} is gone`);
    const { story } = known;
    story.firstPublished = Math.min(story.firstPublished, fingerprint.published);
    story.lastPublished = Math.max(story.lastPublished, fingerprint.published);
    const entry = { fingerprint, terms, storyId };
    if (copyOf === null) known.entries.push(entry);
    for (const { storyId: id, fingerprint: old } of index.add(entry)) {
      const shrunk = stories.get(id);
      if (!shrunk) continue;
      shrunk.entries = shrunk.entries.filter((kept) => kept.fingerprint.id !== old.id);
      if (shrunk.entries.length === 0) stories.delete(id);
    }
    return { story: { ...story }, copyOf };
  }

  return { place };
}

/** How long before or after a story an instant lies; 0 within it. */
function gapOf({ firstPublished, lastPublished }: Story, at: number): number {
  return Math.max(0, firstPublished - at, at - lastPublished);
}

function findOriginal(fingerprint: Fingerprint, candidates: Entry[], index: LiveIndex): Entry | null {
  const { urlKey, contentHash, published, shingles } = fingerprint;
  const isNear = (entry: Entry, within: number) => Math.abs(entry.fingerprint.published - published) <= within;
  const sameAddress = urlKey === '' ? undefined : index.byUrlKey(urlKey);
  if (sameAddress && isNear(sameAddress, JOIN_MS)) return sameAddress;
  const sameText = contentHash ? index.byContentHash(contentHash) : undefined;
  if (sameText && shingles.length > 0 && isNear(sameText, COPY_MS)) return sameText;
  return candidates.find((entry) => isNear(entry, COPY_MS) && isCopy(shingles, entry.fingerprint.shingles)) ?? null;
}
