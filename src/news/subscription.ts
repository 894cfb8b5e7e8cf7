import type { ItemKind } from './item.ts';
import type { Health, Source, SourceItem } from './source.ts';

export type ItemState = ItemKind;

/** What a moderator may set of a subscription. */
export interface SubscriptionSettings {
  /** What the channel calls the source; null = as it calls itself. */
  title: string | null;
  /** As it was written; null = everything passes. */
  filter: string | null;
  isPaused: boolean;
  mode: 'digest' | 'instant';
  /** The section it stands under. */
  tag: string | null;
}

/** A source as a channel follows it. */
export interface Subscription extends SubscriptionSettings {
  id: string;
  sourceId: string;
  workspace: string;
  channel: string;
  /** The ref of who added it. */
  addedBy: string;
  addedAt: Date;
  /** Who sees what it tells: the whole workspace, or the channel alone. */
  visibility: 'workspace' | 'channel';
}

export const PLAIN_SUBSCRIPTION: SubscriptionSettings = {
  title: null,
  filter: null,
  isPaused: false,
  mode: 'digest',
  tag: null,
};

/** A subscription with its source and how that does. */
export interface Followed extends Subscription {
  source: Source;
  /** What the source calls itself. */
  sourceTitle: string | null;
  health: Health;
  /** Null = never. */
  polledAt: Date | null;
  reachedAt: Date | null;
  /** Why the last poll failed: a code as of PollOutcome. */
  trouble: string | null;
  /** Null = it is asked no more. */
  nextPollAt: Date | null;
  /** Nothing of it is taken in until it is resumed: its channel was gone, or it was paused before it was asked first. */
  isIdle: boolean;
}

/** An item as it is stored. */
export interface StoredItem extends SourceItem {
  /** The store's; `identity` is the source's. */
  itemId: string;
  identity: string;
  sourceId: string;
  firstSeen: Date;
  /** When its words changed last; null = never. */
  changedAt: Date | null;
  /** The article version that was read for it. */
  versionId: string | null;
}

/** What became of an item in one channel. */
export interface Fate {
  item: StoredItem;
  subscription: Subscription;
  sourceTitle: string | null;
  state: ItemState;
  reason: string | null;
  at: Date;
}
