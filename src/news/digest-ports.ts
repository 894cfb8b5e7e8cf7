import type { NewSentence, Telling } from './digest.ts';
import type { Delivery } from './ports.ts';
import type { UnreadItem } from './story-ports.ts';
import type { ItemState } from './subscription.ts';

/** When a channel is told: a digest, or the weekly account. Moments in milliseconds since 1970. */
export interface DigestPlan {
  id: string;
  workspace: string;
  channel: string;
  kind: 'digest' | 'report';
  name: string;
  /** As it is typed (digests/read-schedule.ts). */
  schedule: string;
  zone: string;
  /** Only what sources of this section tell; null = all. */
  tag: string | null;
  isPaused: boolean;
  /** What came later is told next. */
  toldUntil: number;
  /** Null = its schedule names no time any more. */
  nextRunAt: number | null;
  /** Since when what is due waits for what is still being read; null = it does not. */
  waitingSince: number | null;
}

export interface DigestPlans {
  /** The same name again in the same channel replaces it. Not paused unless it says so. */
  set(
    plan: Omit<DigestPlan, 'id' | 'isPaused' | 'waitingSince'> & { addedBy: string; isPaused?: boolean },
  ): Promise<void>;
  /** By name. */
  ofChannel(channel: string): Promise<DigestPlan[]>;
  find(id: string): Promise<DigestPlan | null>;
  /** Not paused, the longest due first. */
  due(now: number): Promise<DigestPlan[]>;
  change(
    id: string,
    change: Partial<Pick<DigestPlan, 'isPaused' | 'toldUntil' | 'nextRunAt' | 'waitingSince'>>,
  ): Promise<void>;
  remove(id: string, channel: string): Promise<boolean>;
  /** Whether something that was told before then is still to be fetched or read for the channel. */
  isGathering(channel: string, until: number): Promise<boolean>;
}

/** An item of a story, as a channel has it. */
export interface StoryItem {
  subscriptionId: string;
  itemId: string;
  copyOf: string | null;
  versionId: string | null;
  link: string | null;
  title: string | null;
  /** The source's name here. */
  outlet: string;
  tag: string | null;
  mode: 'digest' | 'instant';
  state: ItemState;
  /** When it came to be in that state. */
  at: number;
  published: number;
  /** Of the article that was read. */
  words: number;
  isWhole: boolean;
}

/** A story of which something waits in a channel, with all its items there. */
export interface WaitingStory {
  id: string;
  /** The stories it follows, one after the other, the latest first. */
  earlier: string[];
  items: StoryItem[];
}

/** A story as a post tells it. */
export interface PostedStory {
  storyId: string;
  title: string;
  /** The item that it was told from, and that item's version. */
  itemId: string;
  versionId: string | null;
  statements: string[];
  lastPublished: number;
}

export interface NewPost {
  /** Its name, and with "post " before it its delivery's key: the same however often the work that decided on it runs. */
  key: string;
  workspace: string;
  channel: string;
  kind: 'digest' | 'instant';
  message: object;
  stories: PostedStory[];
}

export interface StateChange {
  subscriptionId: string;
  itemId: string;
  state: ItemState;
  reason: string | null;
}

export interface Post {
  key: string;
  workspace: string;
  channel: string;
  kind: 'digest' | 'instant';
  /** As it was first said. */
  message: object;
  /** Null = it has not arrived yet. */
  ref: string | null;
  at: number;
  stories: (PostedStory & { position: number; noted: NewSentence[] })[];
}

/** What channels were told, and what they are to be told next. */
export interface Posts {
  /** The stories of which something waits that came until then. */
  waiting(channel: string, until: number): Promise<WaitingStory[]>;
  /** How these stories were told in a channel. Posts that could not be delivered told nothing. */
  tellings(channel: string, storyIds: readonly string[]): Promise<Telling[]>;
  /** The items of a story in a channel that can be shown. */
  itemsOf(channel: string, storyId: string): Promise<StoryItem[]>;
  find(key: string, channel: string): Promise<Post | null>;
  /**
   * All or nothing: the post with its delivery, what becomes of the items, and the plan's next run. Only what still waits changes
   * its state. False where the post is there already or the plan has changed meanwhile: then nothing is done.
   */
  commit(decision: {
    post: NewPost | null;
    changes: readonly StateChange[];
    /** `was` is what it was told until when this was decided. */
    plan: { id: string; was: number; toldUntil: number; nextRunAt: number | null } | null;
    /** What goes along. */
    also?: Delivery[];
    now: number;
  }): Promise<boolean>;
  /** Whether a post of then or earlier has neither arrived in the channel nor been given up. */
  isStuck(channel: string, since: number): Promise<boolean>;
  /** Takes down which posts have arrived, and where; what told in one that was given up has failed. */
  settle(now: number): Promise<void>;
  /** How many items the channel's sources told within a time, and how many of them are in each state. */
  account(
    channel: string,
    from: number,
    to: number,
  ): Promise<{ fetched: number; states: { kind: ItemState; count: number }[] }>;
  /** When the last posts of instant mode were made, since then. */
  instantSince(channel: string, since: number): Promise<number[]>;
  /** Channels where an item waits that is posted at once: its source is, or all that the channel follows. */
  instantChannels(): Promise<{ workspace: string; channel: string }[]>;
}

/** A post that tells an item's story, and where in it. */
export interface ToldOf {
  post: Post;
  position: number;
}

/** Articles that were told and have been edited since. */
export interface Edits {
  /** Items that a post told, whose words at the source have changed since they were looked at last. */
  changed(since: number, count: number): Promise<string[]>;
  /**
   * Items whose page was read, not its source's own words, and that were told so long ago that the page is worth another look:
   * one look for each of `afterMs`, counted from when a post told it first, those first that wait longest.
   */
  worthAnotherLook(now: number, afterMs: readonly number[], count: number): Promise<string[]>;
  /** The item as it is to be read again, whether its source's words have changed since it was looked at last, and the posts that tell it and have arrived; null where there is none. */
  find(itemId: string): Promise<{ item: UnreadItem; wasWhole: boolean; isAnnounced: boolean; told: ToldOf[] } | null>;
  /** All or nothing. The item was looked at; without a version what was read was no better than before. */
  save(seen: {
    itemId: string;
    versionId: string | null;
    noted: readonly { postKey: string; position: number; noted: readonly NewSentence[] }[];
    deliver: readonly Delivery[];
    now: number;
  }): Promise<void>;
}
