import type { Scope } from './ports.ts';

/** A message that was not meant for us, and the links in it. */
export interface Overheard {
  scope: Scope;
  /** The ref of who wrote it. */
  author: string;
  /** Where something about it goes: the ref of the message, or of its thread. The same for the same message. */
  postTo: string;
  links: readonly string[];
}

/** A link that somebody posted in a channel that wants such links summarized. */
export interface PostedLink extends Omit<Overheard, 'links'> {
  url: string;
  /** The same for all addresses of one page. */
  urlKey: string;
}

/** How much a channel is told unasked. */
export interface LinkBounds {
  /** A link, or an article, that the channel was given so recently is not told again. */
  repeatedMs: number;
  /** How many links are looked at in `perMs`, and how many of those may be told. */
  perMs: number;
  tried: number;
  told: number;
}

export interface PostedLinks {
  /**
   * The id under which the link is to be told; null where it repeats what the channel has, or is one too many. Counted at once for
   * all processes; the same link of the same message again answers the same.
   */
  take(link: PostedLink, bounds: LinkBounds, now: number): Promise<string | null>;
  /** False where another link has led the channel to the same article so recently; that one is not told then. */
  keep(id: string, articleId: string, bounds: LinkBounds): Promise<boolean>;
  /** There is nothing to tell, so it counts as tried only. */
  drop(id: string): Promise<void>;
  /** The ref of what was posted about it; null where nothing was and nothing will be. */
  findPost(id: string): Promise<string | null | 'pending'>;
  /** Who posted the link that one of our posts in the channel is about. */
  authorOf(postRef: string, channel: string): Promise<string | null>;
  purge(before: Date): Promise<void>;
}
