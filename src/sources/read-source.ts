import { UserError } from '../errors.ts';
import type { Page } from '../news/ports.ts';
import type { Source, SourceItem } from '../news/source.ts';
import { readFeed } from './feed.ts';
import { listArticles } from './page.ts';
import { collectSitemap, type SitemapOptions } from './sitemap.ts';

/** What a source told in one answer. */
export interface Told {
  items: SourceItem[];
  title: string | null;
  ttlMs: number | null;
  movedTo: string | null;
  isIndex?: boolean;
}

/** Reads an answer as the kind of source it was added as; null where it no longer is one, a UserError where a part could not be had. */
export async function readSource(
  source: Source,
  page: Page,
  options: SitemapOptions,
): Promise<Told | UserError | null> {
  if (source.kind === 'feed') {
    const feed = readFeed(page);
    return (
      feed && {
        ...feed,
        items: toldApart(feed.items),
        ttlMs: feed.ttlMinutes === null ? null : feed.ttlMinutes * 60_000,
      }
    );
  }
  if (source.kind === 'sitemap') return await readSitemapItems(page, options);
  const items = listArticles(page, source.pattern ?? '');
  return items.length === 0 ? null : { ...UNSAID, items };
}

/** An id that a feed gives to several articles is none: those are known by where they lead, or all but one would be lost. */
function toldApart(items: SourceItem[]): SourceItem[] {
  const linkOf = new Map<string, string>();
  const shared = new Set<string>();
  for (const { id, link } of items) {
    if (link !== null && (linkOf.get(id) ?? link) !== link) shared.add(id);
    else if (link !== null) linkOf.set(id, link);
  }
  return shared.size === 0
    ? items
    : items.map((item) => (shared.has(item.id) && item.link !== null ? { ...item, id: item.link } : item));
}

async function readSitemapItems(page: Page, { web, signal }: SitemapOptions): Promise<Told | UserError | null> {
  try {
    const sitemap = await collectSitemap(page, { web, signal });
    return sitemap && { ...UNSAID, ...sitemap };
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

const UNSAID = { title: null, ttlMs: null, movedTo: null };
