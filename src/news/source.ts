/** One entry of a source, as it says it. What is not known is null. */
export interface SourceItem {
  /** The same for the same item at every reading: the source's own id, else the link, else a hash of what it says. */
  id: string;
  link: string | null;
  /** Plain text, in one line. */
  title: string | null;
  author: string | null;
  /** ISO 8601 in UTC. */
  published: string | null;
  updated: string | null;
  /** Plain text; paragraphs stand apart by a blank line. */
  text: string | null;
  /** Whether `text` is what the source calls the content, and not a description of it. */
  hasContent: boolean;
  /** Primary language subtag, lower case ("en"), where the source says it. */
  language: string | null;
}

/** What a source holds at one reading, in its own order. */
export interface SourceContent {
  title: string | null;
  /** The page it is the feed of. */
  link: string | null;
  /** The address it says it is at. */
  self: string | null;
  /** Where it says it has moved to. */
  movedTo: string | null;
  /** A WebSub hub. */
  hub: string | null;
  /** How long it asks to be left alone, minutes. */
  ttlMinutes: number | null;
  language: string | null;
  items: SourceItem[];
}

/** What is polled. */
export interface Source {
  url: string;
  kind: 'feed' | 'sitemap' | 'page';
  /** Of a page: the shape of its articles' addresses; else null. */
  pattern: string | null;
}

/** What is kept of a source from poll to poll. Moments in ms since 1970. */
export interface PollState {
  /** What the server gave to ask again with. */
  etag: string | null;
  lastModified: string | null;
  /** SHA-256 of the last body, hex: many servers know no 304. */
  bodyHash: string | null;
  /** When what it told last was published, newest first; where it gives no dates, when it was seen to change. */
  published: number[];
  ttlMs: number | null;
  /** Where the feed itself, when it was last read, said it has moved to. */
  saidMovedTo: string | null;
  /** How often in a row it could not be read. */
  failures: number;
  /** Where it says it has moved to, and how often in a row it said so. */
  moving: { to: string; times: number } | null;
}

/**
 * How a poll ended. `nextAt` is when to ask again; one that is gone is asked no more. `why` is a UserError's code, or notASource, robotsForbid,
 * robotsUnknown, tooManyRequests.
 */
export type PollOutcome = { state: PollState; nextAt: number } & (
  | { kind: 'items'; items: SourceItem[]; title: string | null }
  | { kind: 'notModified' }
  /** Its address has changed for good; `items` is null where nothing has changed there. */
  | { kind: 'moved'; to: string; items: SourceItem[] | null; title: string | null }
  | { kind: 'failed' | 'blocked'; why: string }
  | { kind: 'gone' }
);

export type HealthStatus = 'well' | 'failing' | 'stale' | 'blocked' | 'gone';

/** What a channel is told of a source, once each. */
export type HealthNotice = Exclude<HealthStatus, 'well'> | 'back' | 'moved';

/** How well a source does; kept between polls, moments in ms since 1970. */
export interface Health {
  /** What the channels were told last. */
  status: HealthStatus;
  /** The endings that speak against `status`, in a row: how many, since when. */
  doubt: { times: number; since: number } | null;
  /** When something new was told last, or the source was added. */
  lastTold: number;
}
