import type { NewSentence } from './digest.ts';
import type { Scope } from './ports.ts';

/** What a link opens. */
export interface Archive extends Scope {
  /** Random, and the same over all the links that a channel has had. */
  id: string;
  madeAt: number;
}

/** The secret links under which channels' digests are to be read. A change and its entry in the trail are one transaction. */
export interface ArchiveLinks {
  /** Answers the link's token, which is kept nowhere; null where the channel has one already and no new one is asked for. */
  open(request: { scope: Scope; by: string; isNew: boolean; now: number }): Promise<string | null>;
  /** False where there was none. */
  close(request: { scope: Scope; by: string }): Promise<boolean>;
  find(token: string): Promise<Archive | null>;
}

/** A post that arrived and was not removed. */
export interface ArchivedPost {
  key: string;
  /** As it was first said. */
  message: object;
  at: number;
  /** When something in it was noted last; its own time where nothing was. */
  changedAt: number;
  /** What its stories' articles say differently since, the stories in order. */
  changed: { title: string; noted: NewSentence[] }[];
}

export interface ArchivedPosts {
  /** The newest first; those with a key are that one alone. */
  list(
    scope: Scope,
    range: { skip: number; count: number; key: string | null },
  ): Promise<{ posts: ArchivedPost[]; hasMore: boolean }>;
  /** When one of them was made, changed or removed last; null where there is none. */
  changedAt(scope: Scope): Promise<number | null>;
}
