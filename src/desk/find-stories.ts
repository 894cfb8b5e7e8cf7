import type { StoredArticle } from '../news/article.ts';
import type { Clock } from '../news/ports.ts';
import type { PlacedItem, StoryBook } from '../news/story-ports.ts';
import type { StoredItem } from '../news/subscription.ts';
import { fingerprintOf } from '../stories/fingerprint.ts';
import { createStories } from '../stories/place.ts';

/** An item with the article that was read for it. */
export interface ReadArticle {
  item: StoredItem;
  article: StoredArticle;
}

interface Live {
  stories: ReturnType<typeof createStories>;
  /** Up to where the store's placements are taken up. */
  mark: string;
}

/** As long as a story can be joined or followed. */
const LIVE_MS = 31 * 24 * 60 * 60_000;

/** Finds the story of each article and writes it down. One at a time may do so, in all processes; the caller sees to that. */
export function createStoryFinder({ book, clock }: { book: StoryBook; clock: Clock }): {
  place(read: readonly ReadArticle[]): Promise<void>;
} {
  let live: Live | null = null;

  /** Takes up what others have placed since; at the start, all that is live. */
  async function catchUp(known: Live): Promise<void> {
    for (let isMore = true; isMore; ) {
      const { placed, mark } = await book.placedAfter(known.mark, clock() - LIVE_MS);
      for (const { fingerprint, placement } of placed) known.stories.restore(fingerprint, placement);
      known.mark = mark;
      isMore = placed.length > 0;
    }
  }

  async function place(read: readonly ReadArticle[]): Promise<void> {
    const known = live ?? { stories: createStories(), mark: '0' };
    // What fails half-way is taken up afresh from the store.
    live = null;
    await catchUp(known);
    const placed = read
      .map(toFingerprinted)
      .sort((one, other) => one.fingerprint.published - other.fingerprint.published);
    const found = placed.map((one): PlacedItem => ({ ...one, placement: known.stories.place(one.fingerprint) }));
    live = { stories: known.stories, mark: await book.save(found, clock()) };
  }

  return { place };
}

function toFingerprinted({ item, article }: ReadArticle): Omit<PlacedItem, 'placement'> {
  const fingerprint = fingerprintOf({
    id: item.itemId,
    url: item.link ?? '',
    title: article.title ?? '',
    text: article.paragraphs.join('\n\n'),
    published: publishedOf(item.published ?? article.published, item.firstSeen),
  });
  return { itemId: item.itemId, versionId: article.versionId, fingerprint };
}

/** Nothing is published after we have seen it, whatever it says. */
function publishedOf(said: string | null, firstSeen: Date): number {
  const moment = Date.parse(said ?? '');
  return Number.isNaN(moment) ? firstSeen.getTime() : Math.min(moment, firstSeen.getTime());
}
