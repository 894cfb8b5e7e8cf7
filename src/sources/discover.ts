import { UserError } from '../errors.ts';
import type { Page, Web } from '../news/ports.ts';
import type { SourceItem } from '../news/source.ts';
import { decodeText } from '../reading/charset.ts';
import { troubleOfStatus } from '../reading/page-trouble.ts';
import { elementsBelow } from './elements.ts';
import { readFeed } from './feed.ts';
import { readHtml, textOf } from './markup-text.ts';
import { findArticles } from './page.ts';
import { SOURCE_HEADERS } from './poll.ts';
import { resolve } from './resolve.ts';
import type { RobotsGate } from './robots-gate.ts';
import { collectSitemap } from './sitemap.ts';

/** A source an address leads to, with what it tells now, for a person to confirm. */
export interface Discovered {
  kind: 'feed' | 'sitemap' | 'page';
  url: string;
  title: string | null;
  /** Of a page: the shape of its articles' addresses. */
  pattern: string | null;
  items: SourceItem[];
}

export interface DiscoverOptions {
  web: Web;
  robots: RobotsGate;
  signal?: AbortSignal;
}

const MAX_LINKED = 8;
/** Where feeds lie that no page names; the order is deliberate, the commonest first. */
const FEED_PATHS = ['/feed', '/rss', '/rss.xml', '/feed.xml', '/atom.xml', '/index.xml', '/feeds', '/feed.json'];
const SITEMAP_PATHS = ['/news-sitemap.xml', '/sitemap-news.xml', '/sitemap.xml'];

/**
 * What an address can be followed by, the best first: the feed it is or names, a feed in a usual place, its site's news
 * sitemap, or the articles it links to. Throws UserError noSource where there is nothing, and whatever the web throws.
 */
export async function discover(url: string, options: DiscoverOptions): Promise<Discovered[]> {
  const page = await getChecked(url, options);
  const own = await readAs(page.movedTo ?? url, page, options);
  if (own) return [own];
  const named = await readAll(linkedFeeds(page), options);
  if (named.length > 0) return named;
  const usual = await readFirst(usualPlaces(page.url, FEED_PATHS), options);
  if (usual) return [usual];
  const sitemap = await findSitemap(page.url, options);
  if (sitemap) return [sitemap];
  const listed = findArticles(page).map(
    ({ pattern, items }): Discovered => ({ kind: 'page', url, title: titleOf(page), pattern, items }),
  );
  if (listed.length === 0) throw new UserError('noSource', { host: new URL(page.url).hostname });
  return listed;
}

async function getChecked(url: string, { web, robots, signal }: DiscoverOptions): Promise<Page> {
  const page = await web.get(url, { headers: SOURCE_HEADERS, ...(signal && { signal }) });
  const trouble = troubleOfStatus(
    page,
    decodeText(page.bytes.subarray(0, 200_000), page.headers['content-type'] ?? null),
  );
  if (trouble) throw trouble;
  // Said now, for it would be polled in vain.
  if ((await robots.mayRead(page.url)) === 'no')
    throw new UserError('robotsForbid', { host: new URL(page.url).hostname });
  return page;
}

/** The address as a source, if it is a feed or a sitemap. */
async function readAs(url: string, page: Page, { web, signal }: DiscoverOptions): Promise<Discovered | null> {
  const feed = readFeed(page);
  if (feed) return { kind: 'feed', url, title: feed.title, pattern: null, items: feed.items };
  const { items = [] } = (await collectSitemap(page, { web, signal })) ?? {};
  return items.length > 0 ? { kind: 'sitemap', url, title: null, pattern: null, items } : null;
}

const FEED_TYPE = /^(?:application\/(?:rss|atom|rdf|feed)\+(?:xml|json)|application\/(?:json|xml)|text\/xml)\b/i;

/** What the page names as its feeds, those of comments last. */
function linkedFeeds(page: Page): string[] {
  const elements = elementsBelow(readHtml(decodeText(page.bytes, page.headers['content-type'] ?? null), page.url));
  const base = resolve(elements.find(({ name }) => name === 'base')?.attributes.href, page.url) ?? page.url;
  const links = elements.filter(({ name, attributes: { rel, type } }) => {
    if (name !== 'link') return false;
    const rels = (rel ?? '').toLowerCase().split(/\s+/);
    // JSON and XML in general are alternates of other things, too: what they hold is looked at before it is believed.
    return rels.includes('feed') || (rels.includes('alternate') && FEED_TYPE.test(type ?? ''));
  });
  const isOfComments = (link: (typeof links)[number]) =>
    Number(/comment|kommentar/i.test(`${link.attributes.href} ${link.attributes.title}`));
  const urls = links
    .toSorted((one, other) => isOfComments(one) - isOfComments(other))
    .map(({ attributes }) => resolve(attributes.href, base))
    .filter((url) => url !== null);
  return [...new Set(urls)].slice(0, MAX_LINKED);
}

/** Below the page itself, then at the site's root. */
function usualPlaces(url: string, paths: string[]): string[] {
  const { origin, pathname } = new URL(url);
  const below = pathname.replace(/\/+$/, '');
  const own = below === '' || /\.\w+$/.test(below) ? [] : [`${origin}${below}/feed`, `${origin}${below}/rss.xml`];
  return [...own, ...paths.map((path) => origin + path)];
}

async function findSitemap(url: string, options: DiscoverOptions): Promise<Discovered | null> {
  const named = await options.robots.sitemapsOf(url);
  const isNews = (place: string) => Number(/news/i.test(place));
  const places = named.filter((place) => URL.canParse(place)).toSorted((one, other) => isNews(other) - isNews(one));
  const found = await readFirst(
    [...new Set([...places.slice(0, 3), ...usualPlaces(new URL(url).origin, SITEMAP_PATHS)])],
    options,
  );
  // A list of every page ever is no news.
  return found?.items.some(({ title, published }) => title !== null && published !== null) ? found : null;
}

async function readAll(urls: string[], options: DiscoverOptions): Promise<Discovered[]> {
  const read = await Promise.all(urls.map((url) => tryRead(url, options)));
  return read.filter((found) => found !== null);
}

/** One after the other: a site is not to be asked for ten guesses at once. */
async function readFirst(urls: string[], options: DiscoverOptions): Promise<Discovered | null> {
  for (const url of urls) {
    const found = await tryRead(url, options);
    if (found) return found;
  }
  return null;
}

/** Null where there is no source: what a page names, or we guess, need not be there. */
async function tryRead(url: string, options: DiscoverOptions): Promise<Discovered | null> {
  const { web, robots, signal } = options;
  if ((await robots.mayRead(url)) !== 'yes') return null;
  try {
    const page = await web.get(url, { headers: SOURCE_HEADERS, ...(signal && { signal }) });
    return page.status === 200 ? await readAs(page.movedTo ?? url, page, options) : null;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

function titleOf(page: Page): string | null {
  const elements = elementsBelow(readHtml(decodeText(page.bytes, page.headers['content-type'] ?? null), page.url));
  const title = elements.find(({ name }) => name === 'title');
  return title ? textOf(title).replace(/\s+/g, ' ').slice(0, 200) || null : null;
}
