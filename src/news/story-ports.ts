import type { Scope } from './ports.ts';
import type { Placement } from './story.ts';
import type { StoredItem } from './subscription.ts';

/** What is kept of an article to find its story, as stories/fingerprint.ts makes it. */
export interface KeptFingerprint {
  id: string;
  urlKey: string;
  contentHash: string | null;
  /** Milliseconds since 1970. */
  published: number;
  terms: { stem: string; weight: number; isName: boolean; isLead: boolean }[];
  shingles: Uint32Array;
}

/** An item that waits in some channel and was not read yet. */
export interface UnreadItem {
  item: StoredItem;
  sourceTitle: string | null;
  /** The channel whose own source told it, or null where whoever follows that shares it. */
  owner: string | null;
  /** Where it waits, one channel of each workspace. */
  scopes: Scope[];
  /** How often it has been handed out, this time included. */
  attempts: number;
}

/** An item with the article that was read for it and the story that it belongs to. */
export interface PlacedItem {
  itemId: string;
  versionId: string;
  fingerprint: KeptFingerprint;
  placement: Placement;
}

export interface KeptPlacement {
  fingerprint: KeptFingerprint;
  placement: Placement;
}

/** Which items tell one story. */
export interface StoryBook {
  /** Leases at most `count`, the oldest first. A lease that ran out is handed out again. */
  claimUnread(request: { now: number; leaseMs: number; count: number }): Promise<UnreadItem[]>;
  readAgainAt(itemId: string, at: number, why: string): Promise<void>;
  /** It can't be read: wherever it waits, it has failed. `because` follows "because". */
  giveUp(itemId: string, because: string, now: number): Promise<void>;
  /** A page of the placements that were written after this mark, in the order in which they were placed, and the mark to ask with next. */
  placedAfter(mark: string, since: number): Promise<{ placed: KeptPlacement[]; mark: string }>;
  /** All or nothing. Where a copy waits beside its original it is merged with it. Answers the mark after them. */
  save(placed: readonly PlacedItem[], now: number): Promise<string>;
  /** Forgets what no article can join any more. */
  purge(before: Date): Promise<void>;
}
