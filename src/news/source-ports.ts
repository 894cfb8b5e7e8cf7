import type { Delivery, Scope } from './ports.ts';
import type { Health, PollState, Source, SourceItem } from './source.ts';
import type { Fate, Followed, ItemState, StoredItem, Subscription, SubscriptionSettings } from './subscription.ts';

/** A source that is this process's to poll until its lease is over. Moments in ms since 1970. */
export interface ClaimedSource {
  id: string;
  source: Source;
  /** What it calls itself. */
  title: string | null;
  /** The host and port it is at. */
  host: string;
  state: PollState;
  health: Health;
  /** A poll is written down only while nobody else has written one since. */
  revision: number;
  dueAt: number;
  /** When it was asked last; null = never. */
  polledAt: number | null;
}

/** An item as a poll brought it. */
export interface PolledItem {
  item: SourceItem;
  /** The same for all addresses of one page. */
  linkKey: string | null;
  /** Of its title and its text. */
  contentHash: string;
}

export interface Verdict {
  state: ItemState;
  reason: string | null;
}

/** What one poll found, to be written down as one. */
export interface PollRecord {
  now: number;
  state: PollState;
  /** Null = it is asked no more. */
  nextAt: number | null;
  /** Whether the source told what it holds, or that nothing has changed. */
  hasTold: boolean;
  /** Whether its host answered at all. */
  wasReached: boolean;
  trouble: string | null;
  title: string | null;
  /** Null where nothing has changed. */
  items: PolledItem[] | null;
  movedTo: string | null;
  /** What becomes of an item that is new; `isRepeat` where the source told the same under another id. */
  judge(item: SourceItem, subscription: Subscription, isRepeat: boolean): Verdict;
  /** The source's health, and what each subscription is told of it. */
  conclude(newItems: number): { health: Health; tell: ((subscription: Subscription) => Delivery) | null };
}

export interface Sources {
  /** The same source again in the same channel stays as it is. `isShared` = whoever follows this address shares what it tells. */
  follow(request: {
    source: Source;
    title: string | null;
    isShared: boolean;
    settings: SubscriptionSettings;
    scope: Scope;
    by: string;
    now: number;
  }): Promise<{ subscriptionId: string; isNew: boolean }>;
  /** By title. */
  ofChannel(channel: string): Promise<Followed[]>;
  /** False where the channel has no such subscription. */
  change(subscriptionId: string, channel: string, settings: Partial<SubscriptionSettings>): Promise<boolean>;
  unfollow(subscriptionId: string, channel: string): Promise<boolean>;
  /** Leases at most `count` that are due, the longest due first; of one host at most `perHost` are leased at a time, in all processes. */
  claim(request: { now: number; leaseMs: number; count: number; perHost: number }): Promise<ClaimedSource[]>;
  /** All or nothing. Null where the source is gone or another poll was written down meanwhile; else the items that are new. */
  record(claimed: ClaimedSource, poll: PollRecord): Promise<{ newItems: number } | null>;
  /** Gives a lease back. */
  release(sourceId: string): Promise<void>;
  /** Hosts whose sources did well and that were asked since then, and how many of them answered. */
  hostsAsked(request: { since: number; otherThan: string }): Promise<{ asked: number; reached: number }>;
}

export interface Items {
  /** What waits to be told in a channel that is not paused, the oldest first. */
  open(channel: string, count: number): Promise<Fate[]>;
  /** The last items of a subscription's source, the newest first. */
  newest(subscriptionId: string, channel: string, count: number): Promise<StoredItem[]>;
  /** What became of the items of an address in a channel; by its key, the newest first. */
  fatesOf(linkKey: string, channel: string): Promise<Fate[]>;
  /** How many items of each subscription of the channel are in each state. */
  countStates(channel: string): Promise<{ subscriptionId: string; state: ItemState; count: number }[]>;
  /** Drops the texts of items that were first seen before then; what is known of them stays. */
  purge(before: Date): Promise<void>;
}

/** What waits for somebody's yes, for a button has no room for it. */
export interface Offers {
  save(channel: string, what: object, now: number): Promise<string>;
  find(id: string, channel: string): Promise<object | null>;
  purge(before: Date): Promise<void>;
}

/** Who changed what, for moderators to look up. */
export interface Trail {
  note(entry: { workspace: string; place: string; who: string; what: string }): Promise<void>;
}
