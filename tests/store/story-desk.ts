import type { Scope } from '../../src/news/ports.ts';
import type { SourceItem } from '../../src/news/source.ts';
import type { PollRecord } from '../../src/news/source-ports.ts';
import type { PlacedItem } from '../../src/news/story-ports.ts';
import type { ItemState } from '../../src/news/subscription.ts';
import { PLAIN_SUBSCRIPTION } from '../../src/news/subscription.ts';
import { newHealth } from '../../src/sources/health.ts';
import { newPollState } from '../../src/sources/poll.ts';
import { createArticles } from '../../src/store/articles.ts';
import type { Database } from '../../src/store/database.ts';
import { createSources } from '../../src/store/sources.ts';
import { createStoryBook } from '../../src/store/story-book.ts';
import { fingerprintOf } from '../../src/stories/fingerprint.ts';
import { createStories } from '../../src/stories/place.ts';
import { ferryArticle } from './scopes.ts';

export const NOW = Date.UTC(2026, 10, 24, 12);
const MINUTE = 60_000;

export function item(id: string, text: string, title = `Title ${id}`): SourceItem {
  const facts = { author: null, published: null, updated: null, hasContent: true, language: 'en' };
  return { id, link: `https://paper.example/${id}-${crypto.randomUUID()}`, title, text, ...facts };
}

/** A channel of its own that follows sources of its own, with the stores. */
export function storyDesk(database: Database) {
  const id = crypto.randomUUID();
  const scope: Scope = { workspace: `discord:w${id}`, channel: `discord:${id}` };
  const first = (now: number) => ({ state: newPollState(), health: newHealth(now) });
  const sources = createSources(database.db, first);
  const book = createStoryBook(database.db);
  const articles = createArticles(database.db);

  /** Follows a source and has it tell these, which are pending then. Answers its address. */
  async function tell(items: SourceItem[]): Promise<string> {
    const url = `https://${crypto.randomUUID()}.example/feed`;
    const source = { url, kind: 'feed' as const, pattern: null };
    const settings = { title: 'The Paper', isShared: true, settings: PLAIN_SUBSCRIPTION };
    await sources.follow({ source, ...settings, scope, by: 'chat:@ada', now: NOW });
    await record(url, []);
    await record(url, items);
    return url;
  }

  /** Has a source tell these. */
  async function record(
    url: string,
    items: SourceItem[],
    { state = 'pending', movedTo = null }: { state?: ItemState; movedTo?: string | null } = {},
  ): Promise<void> {
    const claimed = await sources.claim({ now: NOW, leaseMs: MINUTE, count: 1000, perHost: 10 });
    for (const one of claimed) if (one.source.url !== url) await sources.release(one.id);
    const one = claimed.find(({ source }) => source.url === url);
    if (!one) throw new Error(`${url} is not due`);
    const poll: PollRecord = {
      ...{ now: NOW, state: newPollState(), nextAt: NOW, hasTold: true, wasReached: true },
      ...{ trouble: null, title: null, movedTo },
      items: items.map((item) => ({ item, linkKey: item.link, contentHash: `${item.title} ${item.text}` })),
      judge: () => ({ state, reason: null }),
      conclude: () => ({ health: newHealth(NOW), tell: null }),
    };
    await sources.record(one, poll);
  }

  /** Places what is handed out, each as an article of these words. */
  async function place(unread: Awaited<ReturnType<typeof claim>>, stories = createStories()): Promise<PlacedItem[]> {
    const placed: PlacedItem[] = [];
    for (const { item } of unread) {
      const { versionId } = await articles.save(ferryArticle({ address: item.link, canonicalUrl: item.link }), scope);
      const facts = { url: item.link ?? '', title: item.title ?? '', text: item.text ?? '', published: NOW };
      const fingerprint = fingerprintOf({ id: item.itemId, ...facts });
      placed.push({ itemId: item.itemId, versionId, fingerprint, placement: stories.place(fingerprint) });
    }
    await book.save(placed, NOW);
    return placed;
  }

  async function claim(now = NOW) {
    const unread = await book.claimUnread({ now, leaseMs: 5 * MINUTE, count: 1000 });
    return unread.filter(({ scopes }) => scopes.some(({ channel }) => channel === scope.channel));
  }

  /** The titles of what waits. */
  async function open(): Promise<(string | null)[]> {
    const rows = await database.db
      .selectFrom('item_states as state')
      .innerJoin('subscriptions as subscription', 'subscription.id', 'state.subscription_id')
      .innerJoin('items as item', 'item.id', 'state.item_id')
      .where('subscription.channel', '=', scope.channel)
      .where('state.state', 'in', ['pending', 'held'])
      .select('item.title')
      .execute();
    return rows.map(({ title }) => title);
  }

  return { ...{ scope, sources, book, tell, record, claim, place, open } };
}
