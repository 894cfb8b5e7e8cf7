import type { Fingerprint } from './fingerprint.ts';
import { createVocabulary, type Vector } from './vocabulary.ts';

/** A live article, with the story it was placed in. */
export interface Entry extends Omit<Fingerprint, 'terms'> {
  vector: Vector;
  storyId: string;
}

/** Candidates are sought by so many terms of an article's opening, the heaviest first, in the openings of the others. */
const QUERY_TERMS = 25;
const MAX_CANDIDATES = 40;
/** A term that more articles open with finds nothing in particular. */
const MAX_POSTING = 250;

/** The live articles by what can find them. Holds `maxArticles`, then forgets the one that came first. */
export function createLiveIndex(maxArticles: number) {
  const vocabulary = createVocabulary();
  const entries = new Map<string, Entry>();
  const byUrlKey = new Map<string, Entry>();
  const byContentHash = new Map<string, Entry>();
  const openingWith = new Map<number, Entry[]>();

  /** Counts an article in, so that it can be compared; `add` makes it live. */
  function toEntry({ terms, ...rest }: Fingerprint): Entry {
    return { ...rest, vector: vocabulary.countIn(terms), storyId: rest.id };
  }

  /** Returns what had to be forgotten. */
  function add(entry: Entry): Entry[] {
    const replaced = entries.get(entry.id);
    if (replaced) remove(replaced);
    entries.set(entry.id, entry);
    if (entry.urlKey !== '') byUrlKey.set(entry.urlKey, entry);
    if (entry.contentHash) byContentHash.set(entry.contentHash, entry);
    for (const id of leadsOf(entry)) {
      const posting = openingWith.get(id);
      if (posting) posting.push(entry);
      else openingWith.set(id, [entry]);
    }
    const oldest = entries
      .values()
      .take(Math.max(0, entries.size - maxArticles))
      .toArray();
    for (const old of oldest) remove(old);
    return replaced ? [replaced, ...oldest] : oldest;
  }

  function remove(entry: Entry): void {
    entries.delete(entry.id);
    if (byUrlKey.get(entry.urlKey) === entry) byUrlKey.delete(entry.urlKey);
    if (entry.contentHash && byContentHash.get(entry.contentHash) === entry) byContentHash.delete(entry.contentHash);
    for (const id of leadsOf(entry)) {
      const posting = openingWith.get(id) ?? [];
      posting.splice(posting.indexOf(entry), 1);
      if (posting.length === 0) openingWith.delete(id);
    }
    vocabulary.countOut(entry.vector);
  }

  /** The articles whose openings share the most telling terms with this one's, best first. */
  function candidatesFor({ vector }: Entry): Entry[] {
    const query = [...leadPlaces(vector)].map((place) => {
      const id = vector.ids[place] ?? 0;
      return { id, worth: (vector.weights[place] ?? 0) * vocabulary.rarityOf(id) };
    });
    query.sort((one, other) => other.worth - one.worth);
    const scores = new Map<Entry, number>();
    for (const { id, worth } of query.slice(0, QUERY_TERMS)) {
      const posting = openingWith.get(id) ?? [];
      if (posting.length > MAX_POSTING) continue;
      for (const entry of posting) scores.set(entry, (scores.get(entry) ?? 0) + worth * worth);
    }
    const least = Math.max(0, ...scores.values()) / 5;
    const ranked = [...scores].filter(([, score]) => score >= least).sort((one, other) => other[1] - one[1]);
    return ranked.slice(0, MAX_CANDIDATES).map(([entry]) => entry);
  }

  return {
    toEntry,
    add,
    candidatesFor,
    rarityOf: vocabulary.rarityOf,
    byUrlKey: (key: string) => byUrlKey.get(key),
    byContentHash: (hash: string) => byContentHash.get(hash),
  };
}

export type LiveIndex = ReturnType<typeof createLiveIndex>;

function leadsOf({ vector }: Entry): number[] {
  return [...leadPlaces(vector)].map((place) => vector.ids[place] ?? 0);
}

function* leadPlaces({ isLead }: Vector): Generator<number> {
  for (let place = 0; place < isLead.length; place += 1) if (isLead[place] === 1) yield place;
}
