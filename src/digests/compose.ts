import type { CappedStory, Digest, DigestSection, StoryToTell } from '../news/digest.ts';

export interface DigestBounds {
  /** So many stories of one outlet at most. */
  perSource: number;
  maxStories: number;
  /** Whether the digest, rendered, stays within the platform's limits. */
  fits(digest: Digest): boolean;
}

interface Composed {
  digest: Digest;
  /** The stories of the digest are told; these are not. */
  capped: CappedStory[];
}

/**
 * The stories of a window in the order in which they are told: the most covered first, so many of one outlet at most, whole
 * stories dropped from the end until the rest fits.
 */
export function composeDigest(stories: readonly StoryToTell[], bounds: DigestBounds): Composed {
  const ranked = [...stories].sort(byCoverage);
  const { kept, over } = capPerSource(ranked, bounds.perSource);
  const told = takeWhatFits(kept, stories.length, bounds);
  const places = new Set(told.map(({ id }) => id));
  const dropped = kept.filter(({ id }) => !places.has(id)).map(({ id }): CappedStory => ({ id, because: 'room' }));
  return {
    digest: arrange(told, stories.length),
    capped: [...over.map(({ id }): CappedStory => ({ id, because: 'perSource' })), ...dropped],
  };
}

/** By the number of outlets, then the newest; the id makes the order the same whenever it is asked for. */
function byCoverage(one: StoryToTell, other: StoryToTell): number {
  const byOutlets = outletsOf(other).length - outletsOf(one).length;
  return byOutlets || other.lastPublished - one.lastPublished || (one.id < other.id ? -1 : 1);
}

function outletsOf({ sources }: StoryToTell): string[] {
  return [...new Set(sources.map(({ name }) => name.trim().toLowerCase()))];
}

/** A story counts for the one of its outlets that has been told least, so that what many tell is not lost to one that tells much. */
function capPerSource(ranked: StoryToTell[], perSource: number) {
  const counts = new Map<string, number>();
  const countOf = (outlet: string) => counts.get(outlet) ?? 0;
  const kept: StoryToTell[] = [];
  const over: StoryToTell[] = [];
  for (const story of ranked) {
    const outlet = outletsOf(story).reduce((least, one) => (countOf(one) < countOf(least) ? one : least));
    const isOver = countOf(outlet) >= perSource;
    (isOver ? over : kept).push(story);
    if (!isOver) counts.set(outlet, countOf(outlet) + 1);
  }
  return { kept, over };
}

/** As many from the start as fit together. */
function takeWhatFits(kept: StoryToTell[], all: number, { maxStories, fits }: DigestBounds): StoryToTell[] {
  let told: StoryToTell[] = [];
  for (const story of kept.slice(0, maxStories)) {
    const form = formsOf(story, told.length === 0).find((one) => fits(arrange([...told, one], all)));
    // A first story that fits in no form must not keep the others from being told; after that, what comes later ends it.
    if (!form && told.length > 0) break;
    if (form) told = [...told, form];
  }
  return told;
}

/** A story is told whole or not at all, but for the first: it loses statements from its end before nothing is told. */
function formsOf(story: StoryToTell, isFirst: boolean): StoryToTell[] {
  if (!isFirst) return [story];
  const lengths = Array.from({ length: story.claims.length + 1 }, (_, dropped) => story.claims.length - dropped);
  return lengths.map((length) => ({ ...story, claims: story.claims.slice(0, length) }));
}

function arrange(told: StoryToTell[], all: number): Digest {
  return { sections: toSections(told), more: all - told.length };
}

/** Sections in the order of their first stories; what has no section comes last. */
function toSections(told: StoryToTell[]): DigestSection[] {
  const named = Map.groupBy(told, sectionOf);
  const sections = [...named].map(([name, stories]) => ({ name, stories }));
  return [...sections.filter(({ name }) => name !== null), ...sections.filter(({ name }) => name === null)];
}

/** The section most of its sources are in; of several as many the one named first. */
function sectionOf({ sources }: StoryToTell): string | null {
  const names = sources.flatMap(({ section }) => section?.trim() || []);
  const bySize = [...Map.groupBy(names, (name) => name.toLowerCase()).values()].sort((a, b) => b.length - a.length);
  return bySize[0]?.[0] ?? null;
}
