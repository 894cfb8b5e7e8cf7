import type { z } from 'zod';
import type { Article, StoredArticle } from './article.ts';
import type { Change, SettingName, Settings } from './settings.ts';
import type { StoredSummary, Summary, SummaryKey } from './summary.ts';
import type { Tokens } from './usage.ts';

/** Milliseconds since 1970. */
export type Clock = () => number;

/** Who asks, and so what they may see: refs of a workspace and of a channel in it. */
export interface Scope {
  workspace: string;
  channel: string;
}

/** A fetched resource, its whole body within the bounds. */
export interface Page {
  /** The address it came from, after redirects. */
  url: string;
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  bytes: Uint8Array;
  /** Where the address has moved for good, when it has: as far as permanent redirects (301, 308) alone led. */
  movedTo?: string;
}

export interface Web {
  /**
   * Throws UserError for an address that may not be reached, too large, too slow; a status is not an error here.
   * `headers` (names in lower case) go beside and before our own.
   */
  get(url: string, options?: { signal?: AbortSignal; headers?: Record<string, string> }): Promise<Page>;
}

export interface Articles {
  /** The newest version of a public article that was read from this address at or after `readSince`. */
  findByAddress(address: string, readSince: Date): Promise<StoredArticle | null>;
  /** The same body again is the same version (its readAt is renewed). Without an address the article is the channel's alone. */
  save(article: Article, scope: Scope): Promise<StoredArticle>;
  /** Lets the scope's workspace see a public article that somebody else had read. */
  share(articleId: string, scope: Scope): Promise<void>;
  findVersion(versionId: string, scope: Scope): Promise<StoredArticle | null>;
  /** Articles the scope may see whose titles hold these words, the newest first, each with its address. */
  findTitled(words: string, scope: Scope, count: number): Promise<{ title: string; address: string }[]>;
}

export interface Summaries {
  find(key: SummaryKey): Promise<StoredSummary | null>;
  save(key: SummaryKey, summary: Summary): Promise<StoredSummary>;
  /** Null also where the scope may not see the article. */
  findById(id: string, scope: Scope): Promise<StoredSummary | null>;
}

/** Lets one caller at a time, in all our processes, do the work named by `key`; the others wait their turn. */
export type Exclusive = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export interface ModelRequest<T> {
  /** What it is for, as counted in usage ("summarize"). */
  purpose: string;
  system: string;
  user: string;
  schema: z.ZodType<T>;
  schemaName: string;
  maxOutputTokens: number;
  temperature: number;
  signal?: AbortSignal;
  /** Told before an answer that does not fit is asked for again: what is asked, and what was used by now. What it throws ends the request. */
  beforeAgain?(again: Omit<ModelRequest<T>, 'beforeAgain'>, used: Tokens): Promise<void>;
}

export interface ModelAnswer<T> extends Tokens {
  value: T;
}

export interface Model {
  name: string;
  /** Throws ModelDown, ModelRefused, ModelUnusable or OverBudget (errors.ts); never anything else but an abort. */
  answer<T>(request: ModelRequest<T>): Promise<ModelAnswer<T>>;
  /** Throws OverBudget where a budget does not cover work of several calls; nothing is set aside for it. */
  afford?(tokens: number): Promise<void>;
}

/** A message that must arrive once. `key` is the same however often the work that decided on it runs. */
export interface Delivery {
  key: string;
  /** The message to edit or to remove; the channel or the person to post to, or the message to post after. */
  target: string;
  /** To amend is to edit what still stands; what is gone stays so. */
  how: 'edit' | 'post' | 'remove' | 'amend';
  message: object;
}

export interface PendingDelivery extends Delivery {
  /** How often it has been handed out, this time included; tries that were turned away aside. */
  attempts: number;
}

/** The outbox. Times are milliseconds since 1970. */
export interface Deliveries {
  /** All or none; a key that is there already stays as it is. */
  commit(deliveries: readonly Delivery[]): Promise<void>;
  /** Leases at most `count` that are due; of one target the oldest first, alone. A lease that ran out is handed out again. */
  claim(now: number, leaseMs: number, count: number): Promise<PendingDelivery[]>;
  markSent(key: string, sentRef: string): Promise<void>;
  markFailed(key: string, error: string): Promise<void>;
  /** The same where its target is gone for good: if that is a channel, nothing is followed and told there until somebody resumes it. */
  markGone(key: string, error: string, now: number): Promise<void>;
  /** A try that was turned away before anything could arrive is not counted. */
  retryAt(key: string, at: number, error: string, options?: { wasTurnedAway: boolean }): Promise<void>;
  /** What was given up, the newest first. */
  failed(count: number): Promise<{ target: string; error: string; at: Date }[]>;
  /** Forgets what was sent or given up before then. */
  purge(before: Date): Promise<void>;
}

/** A job that somebody waits for, as it is put into the queue. */
export interface Request {
  id: string;
  job: string;
  carried: { payload?: unknown; reply: string | null };
  /** Milliseconds since 1970; not to run before. */
  dueAt: number;
}

/** Where requests stand outside the queue's server until they are done, so that none is lost with it. */
export interface Ledger {
  /** The same id again replaces it. */
  note(request: Request): Promise<void>;
  done(id: string): Promise<void>;
  /** At most `count` that were noted or handed out a while ago, longest first; no other process gets them at the same time. */
  lookAgain(count: number): Promise<Request[]>;
}

/** A reply that a platform opened for a call, under an id that its refs carry. */
export interface Reply {
  id: string;
  scope: Scope;
  /** Who asked: their ref. */
  asker: string;
  /** Only the asker sees it. */
  isPrivate: boolean;
  /** The platform's id of the message, where it is known. */
  message: string | null;
  /** What edits it without any right in the channel: its secret, until when (milliseconds since 1970) and how often yet. */
  pass: { secret: string; until: number; uses: number | null } | null;
}

/** The replies that were opened, for any worker to fill. Secrets are encrypted at rest. */
export interface Replies {
  /** The same id again answers the reply as it is, so that a redelivered call finds its own. */
  open(reply: Reply): Promise<Reply>;
  find(id: string): Promise<Reply | null>;
  setMessage(id: string, message: string): Promise<void>;
  /** Takes one use of its pass; false where none is left. */
  takeUse(id: string): Promise<boolean>;
  /** The reply to a call from this channel (its threads are its own) whose message has this id. */
  findByMessage(channel: string, message: string): Promise<Reply | null>;
  /** Forgets passes that are over, and replies older than `before`. */
  purge(before: Date): Promise<void>;
}

export interface SettingsStore {
  /** The channel's own, else its workspace's, else the defaults. */
  read(scope: Scope): Promise<Settings>;
  /** The channels and workspaces that have set it to something. */
  placesWith(name: SettingName): Promise<string[]>;
  /** `place` is the channel or the workspace; every change is kept with who made it. */
  set(change: { workspace: string; place: string; name: SettingName; value: string | null; by: string }): Promise<void>;
  /** Who moderates beside those who manage the workspace: "@" or "&" and the platform's id of a person or a role. */
  moderatorsOf(workspace: string): Promise<string[]>;
  setModerator(change: { workspace: string; who: string; isOne: boolean; by: string }): Promise<void>;
  changesOf(workspace: string): Promise<Change[]>;
}

export interface Feedback {
  add(said: {
    summaryId: string;
    who: string;
    channel: string;
    verdict: 'good' | 'bad';
    reason: string | null;
  }): Promise<void>;
}

/** What one channel follows and is told. */
export interface ChannelOverview {
  /** Its ref. */
  channel: string;
  sources: { count: number; titles: string[] };
  /** Name and schedule of each. */
  digests: string[];
  tokensToday: number;
}

export interface Overviews {
  /** The channels that follow something, those with most sources first, at most 20. */
  ofWorkspace(workspace: string): Promise<ChannelOverview[]>;
}
