import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Page, Web } from '../news/ports.ts';
import type { SourceItem } from '../news/source.ts';
import { decodeFeed } from './decode.ts';
import { elementsIn } from './elements.ts';
import { readFeedDate } from './feed-date.ts';
import { readFeedXml } from './feed-names.ts';
import { rawText, readLine } from './feed-text.ts';
import { identify, primaryLanguage } from './item.ts';
import type { Element } from './markup.ts';
import { resolve, webAddress } from './resolve.ts';

/** What a sitemap lists: pages, or other sitemaps, newest first where they say when they changed. */
interface Sitemap {
  items: SourceItem[];
  sitemaps: { url: string; changed: string | null }[];
}

/** The protocol allows 50,000; what is new is among far fewer. */
const MAX_ITEMS = 2_000;
const MAX_CHILDREN = 5;
const MAX_UNPACKED_BYTES = 50_000_000;

/** Reads a sitemap or an index of them (sitemaps.org, news extension), packed or not; null when it is none. Never throws. */
async function readSitemap({ url, headers, bytes }: Pick<Page, 'url' | 'headers' | 'bytes'>): Promise<Sitemap | null> {
  const unpacked = await unpack(bytes);
  if (unpacked === null) return null;
  const text = decodeFeed(unpacked, headers['content-type'] ?? null);
  // Most of what is asked for a sitemap is a page, and long.
  if (!/<(?:[\w-]+:)?(?:urlset|sitemapindex)\b/i.test(text.slice(0, 20_000))) return null;
  const root = elementsIn(readFeedXml(text, url)).find(({ name }) => name === 'urlset' || name === 'sitemapindex');
  if (!root) return null;
  const sitemaps = elementsIn(root, 'sitemap').flatMap((entry) => readEntry(entry));
  const items = elementsIn(root, 'url').flatMap(readItem).sort(byNewest);
  return { items: items.slice(0, MAX_ITEMS), sitemaps: sitemaps.sort(byPromise) };
}

export interface SitemapOptions {
  web: Web;
  signal?: AbortSignal | undefined;
}

export interface CollectedSitemap {
  items: SourceItem[];
  /** Whether it was an index: one stays the same while what it names changes. */
  isIndex: boolean;
}

/** The pages a sitemap lists, or the most promising ones of an index: one level deep, five at most. Null when it is none. */
export async function collectSitemap(page: Page, { web, signal }: SitemapOptions): Promise<CollectedSitemap | null> {
  const top = await readSitemap(page);
  if (top === null) return null;
  const items = [...top.items];
  for (const child of top.sitemaps.slice(0, MAX_CHILDREN)) {
    const read = await readSitemap(await web.get(child.url, signal ? { signal } : {}));
    items.push(...(read?.items ?? []));
  }
  return { items: items.sort(byNewest).slice(0, MAX_ITEMS), isIndex: top.sitemaps.length > 0 };
}

const gunzipAsync = promisify(gunzip);

/** Null where it is packed and can't be unpacked within the bound. */
async function unpack(bytes: Uint8Array): Promise<Uint8Array | null> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await gunzipAsync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch {
    return null;
  }
}

function rawOf(element: Element | undefined, name: string): string | null {
  const child = element && elementsIn(element, name)[0];
  return child ? rawText(child) || null : null;
}

function readEntry(entry: Element): Sitemap['sitemaps'] {
  const url = resolve(rawOf(entry, 'loc'), entry.base);
  return url === null ? [] : [{ url, changed: readFeedDate(rawOf(entry, 'lastmod') ?? '') }];
}

function readItem(entry: Element): SourceItem[] {
  const link = webAddress(rawOf(entry, 'loc'), entry.base);
  if (link === null) return [];
  const news = elementsIn(entry, 'news:news')[0];
  const title = news && elementsIn(news, 'news:title')[0];
  const publication = news && elementsIn(news, 'news:publication')[0];
  const changed = readFeedDate(rawOf(entry, 'lastmod') ?? '');
  const facts = {
    link,
    title: title ? readLine(title) : null,
    author: null,
    published: readFeedDate(rawOf(news, 'news:publication_date') ?? '') ?? null,
    updated: changed,
    text: null,
    hasContent: false,
    language: primaryLanguage(rawOf(publication, 'news:language')),
  };
  return [{ id: identify(null, facts), ...facts }];
}

function byNewest(one: SourceItem, other: SourceItem): number {
  return momentOf(other).localeCompare(momentOf(one));
}

function momentOf({ published, updated }: SourceItem): string {
  return published ?? updated ?? '';
}

/** Those named after the news first, then the last changed. */
function byPromise(one: Sitemap['sitemaps'][number], other: Sitemap['sitemaps'][number]): number {
  const isNews = ({ url }: { url: string }) => Number(/news/i.test(new URL(url).pathname));
  return isNews(other) - isNews(one) || (other.changed ?? '').localeCompare(one.changed ?? '');
}
