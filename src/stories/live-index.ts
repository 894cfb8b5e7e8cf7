import type { Fingerprint } from './fingerprint.ts';
import { createVocabulary, type Vector, type Vocabulary } from './vocabulary.ts';

/** A live article, with the story it was placed in. */
export interface Entry extends Omit<Fingerprint, 'terms'> {
  vector: Vector;
  storyId: string;
}

/** The live articles by what can find them. Holds `maxArticles`, then forgets the one that came first. */
export interface LiveIndex {
  maxArticles: number;
  vocabulary: Vocabulary;
  byId: Map<string, Entry>;
  byUrlKey: Map<string, Entry>;
  byContentHash: Map<string, Entry>;
  openingWith: Map<number, Entry[]>;
}

/** Candidates are sought by so many terms of an article's opening, the heaviest first, in the openings of the others. */
const QUERY_TERMS = 25;
const MAX_CANDIDATES = 40;
/** A term that more articles open with finds nothing in particular. */
const MAX_POSTING = 250;
/** What shares less than this of what the best candidate shares is none. */
const LEAST_SHARE = 0.2;

export function createLiveIndex(maxArticles: number): LiveIndex {
  return {
    maxArticles,
    vocabulary: createVocabulary(),
    byId: new Map(),
    byUrlKey: new Map(),
    byContentHash: new Map(),
    openingWith: new Map(),
  };
}

/** Counts an article in, so that it can be compared; `addEntry` must follow and makes it live. */
export function toEntry({ vocabulary }: LiveIndex, { terms, ...rest }: Fingerprint): Entry {
  return { ...rest, vector: vocabulary.countIn(terms), storyId: rest.id };
}

/** Returns what had to be forgotten: an earlier one of the same id, and what is beyond the bound. */
export function addEntry(index: LiveIndex, entry: Entry): Entry[] {
  const replaced = index.byId.get(entry.id);
  if (replaced) removeEntry(index, replaced);
  index.byId.set(entry.id, entry);
  if (entry.urlKey !== '') index.byUrlKey.set(entry.urlKey, entry);
  if (entry.contentHash) index.byContentHash.set(entry.contentHash, entry);
  for (const id of leadsOf(entry)) {
    const posting = index.openingWith.get(id);
    if (posting) posting.push(entry);
    else index.openingWith.set(id, [entry]);
  }
  const oldest = index.byId
    .values()
    .take(Math.max(0, index.byId.size - index.maxArticles))
    .toArray();
  for (const old of oldest) removeEntry(index, old);
  return replaced ? [replaced, ...oldest] : oldest;
}

function removeEntry(index: LiveIndex, entry: Entry): void {
  const { id, urlKey, contentHash } = entry;
  index.byId.delete(id);
  if (index.byUrlKey.get(urlKey) === entry) index.byUrlKey.delete(urlKey);
  if (contentHash && index.byContentHash.get(contentHash) === entry) index.byContentHash.delete(contentHash);
  for (const lead of leadsOf(entry)) {
    const posting = index.openingWith.get(lead) ?? [];
    posting.splice(posting.indexOf(entry), 1);
    if (posting.length === 0) index.openingWith.delete(lead);
  }
  index.vocabulary.countOut(entry.vector);
}

/** The articles whose openings share the most telling terms with this one's, best first. */
export function candidatesFor({ vocabulary, openingWith }: LiveIndex, { vector }: Entry): Entry[] {
  const query = leadPlaces(vector).map((place) => {
    const id = vector.ids[place] ?? 0;
    return { id, worth: ((vector.weights[place] ?? 0) * vocabulary.rarityOf(id)) ** 2 };
  });
  query.sort((one, other) => other.worth - one.worth);
  const scores = new Map<Entry, number>();
  for (const { id, worth } of query.slice(0, QUERY_TERMS)) {
    const posting = openingWith.get(id) ?? [];
    if (posting.length > MAX_POSTING) continue;
    for (const entry of posting) scores.set(entry, (scores.get(entry) ?? 0) + worth);
  }
  const least = LEAST_SHARE * Math.max(0, ...scores.values());
  const ranked = [...scores].filter(([, score]) => score >= least).sort((one, other) => other[1] - one[1]);
  return ranked.slice(0, MAX_CANDIDATES).map(([entry]) => entry);
}

function leadsOf({ vector }: Entry): number[] {
  return leadPlaces(vector).map((place) => vector.ids[place] ?? 0);
}

function leadPlaces({ isLead }: Vector): number[] {
  return [...isLead.keys()].filter((place) => isLead[place] === 1);
}
