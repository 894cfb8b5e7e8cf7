import { expectedShare } from './common-words.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { TermMap } from './likeness.ts';

/** A live article, with the story it was placed in. */
export interface Entry {
  fingerprint: Fingerprint;
  terms: TermMap;
  storyId: string;
}

/** So many articles stand behind our own estimate of how common a word is. */
const PRIOR_ARTICLES = 300;
/** A candidate is sought by so many of an article's terms, the heaviest first. */
const QUERY_TERMS = 30;
const MAX_CANDIDATES = 60;

/** The live articles by what can find them. Holds `maxArticles`, then forgets the one that came first. */
export function createLiveIndex(maxArticles: number) {
  const entries = new Map<string, Entry>();
  const byStem = new Map<string, Set<Entry>>();
  const byUrlKey = new Map<string, Entry>();
  const byContentHash = new Map<string, Entry>();

  function add(entry: Entry): Entry[] {
    const { id, urlKey, contentHash } = entry.fingerprint;
    entries.set(id, entry);
    if (urlKey !== '') byUrlKey.set(urlKey, entry);
    if (contentHash) byContentHash.set(contentHash, entry);
    for (const stem of entry.terms.keys()) {
      const posting = byStem.get(stem);
      if (posting) posting.add(entry);
      else byStem.set(stem, new Set([entry]));
    }
    return forgetOldest();
  }

  function forgetOldest(): Entry[] {
    const oldest = entries
      .values()
      .take(Math.max(0, entries.size - maxArticles))
      .toArray();
    for (const entry of oldest) remove(entry);
    return oldest;
  }

  function remove(entry: Entry): void {
    const { id, urlKey, contentHash } = entry.fingerprint;
    entries.delete(id);
    if (byUrlKey.get(urlKey) === entry) byUrlKey.delete(urlKey);
    if (contentHash && byContentHash.get(contentHash) === entry) byContentHash.delete(contentHash);
    for (const stem of entry.terms.keys()) {
      const posting = byStem.get(stem);
      posting?.delete(entry);
      if (posting?.size === 0) byStem.delete(stem);
    }
  }

  /** The inverse document frequency over what is live and our own estimate. */
  function rarityOf(stem: string): number {
    const expected = PRIOR_ARTICLES * expectedShare(stem);
    const seen = (byStem.get(stem)?.size ?? 0) + expected;
    return Math.log((entries.size + PRIOR_ARTICLES + 1) / (seen + 1));
  }

  /** The articles that share the most telling terms, best first. */
  function candidatesFor(terms: TermMap): Entry[] {
    const query = [...terms.values()].map((term) => ({ term, worth: term.weight * rarityOf(term.stem) }));
    query.sort((one, other) => other.worth - one.worth);
    const mostShared = Math.max(100, entries.size / 20);
    const scores = new Map<Entry, number>();
    for (const { term, worth } of query.slice(0, QUERY_TERMS)) {
      const posting = byStem.get(term.stem);
      if (!posting || posting.size > mostShared) continue;
      for (const entry of posting) scores.set(entry, (scores.get(entry) ?? 0) + worth);
    }
    const ranked = [...scores].sort((one, other) => other[1] - one[1]);
    return ranked.slice(0, MAX_CANDIDATES).map(([entry]) => entry);
  }

  return {
    add,
    rarityOf,
    candidatesFor,
    byId: (id: string) => entries.get(id),
    byUrlKey: (key: string) => byUrlKey.get(key),
    byContentHash: (hash: string) => byContentHash.get(hash),
  };
}

export type LiveIndex = ReturnType<typeof createLiveIndex>;
