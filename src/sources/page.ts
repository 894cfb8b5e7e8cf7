import type { Page } from '../news/ports.ts';
import { isSameSite } from '../news/site.ts';
import type { SourceItem } from '../news/source.ts';
import { decodeText } from '../reading/charset.ts';
import { elementsBelow } from './elements.ts';
import { identify, primaryLanguage } from './item.ts';
import type { Element } from './markup.ts';
import { readHtml, textOf } from './markup-text.ts';
import { resolve } from './resolve.ts';

/** The articles a page without a feed links to, by the shape of their addresses. */
export interface ListedArticles {
  /** The shape they share: a path with {n} for a number, {slug} for words, {id} for a code ("/news/{n}/{slug}"). */
  pattern: string;
  items: SourceItem[];
}

const MAX_ITEMS = 100;
const MAX_LINKS = 5_000;
/** A page that lists articles lists at least so many. */
const MIN_ITEMS = 3;

/** What a page seems to list, the likeliest pattern first, for a person to confirm. */
export function findArticles(page: Pick<Page, 'url' | 'headers' | 'bytes'>): ListedArticles[] {
  const { links, language } = linksOf(page);
  const byPattern = Map.groupBy(links, ({ pattern }) => pattern);
  return [...byPattern]
    .map(([pattern, some]) => ({ pattern, items: toItems(some, language), score: scoreOf(pattern, some) }))
    .filter(({ items, score }) => items.length >= MIN_ITEMS && score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, 5)
    .map(({ pattern, items }) => ({ pattern, items }));
}

/** The articles of a page whose addresses have this shape. */
export function listArticles(page: Pick<Page, 'url' | 'headers' | 'bytes'>, pattern: string): SourceItem[] {
  const { links, language } = linksOf(page);
  return toItems(
    links.filter((link) => link.pattern === pattern),
    language,
  );
}

interface Link {
  url: string;
  text: string;
  pattern: string;
}

function linksOf({ url, headers, bytes }: Pick<Page, 'url' | 'headers' | 'bytes'>): {
  links: Link[];
  language: string | null;
} {
  const document = readHtml(decodeText(bytes, headers['content-type'] ?? null), url);
  const elements = elementsBelow(document);
  const base = resolve(elements.find(({ name }) => name === 'base')?.attributes.href, url) ?? url;
  const language = primaryLanguage(elements.find(({ name }) => name === 'html')?.attributes.lang ?? null);
  const anchors = elements.filter(({ name, attributes }) => name === 'a' && attributes.href).slice(0, MAX_LINKS);
  const links = anchors.flatMap((anchor) => toLink(anchor, base, url));
  return { links, language };
}

function toLink(anchor: Element, base: string, pageUrl: string): Link[] {
  const url = URL.parse(resolve(anchor.attributes.href, base) ?? '');
  if (!url || !/^https?:$/.test(url.protocol) || !isSameSite(url.href, pageUrl)) return [];
  url.hash = '';
  const heading = elementsBelow(anchor).find(({ name }) => /^h[1-6]$/.test(name));
  const text = textOf(heading ?? anchor)
    .replace(/\s+/g, ' ')
    .slice(0, 500);
  return url.href === pageUrl ? [] : [{ url: url.href, text, pattern: patternOf(url) }];
}

/** What stays the same in the addresses of one kind of page stands as it is; what changes is named by its kind. */
export function patternOf(url: URL): string {
  const segments = url.pathname.split('/').map((segment) => shapeOf(segment));
  const ids = [...url.searchParams].filter(([, value]) => /\d/.test(value)).map(([name]) => name);
  return segments.join('/') + (ids.length > 0 ? `?${ids.slice(0, 3).join('&')}` : '');
}

function shapeOf(segment: string): string {
  const bare = segment.replace(/\.(?:html?|php|aspx?|shtml|cms|amp)$/i, '');
  if (/^\d+$/.test(bare)) return '{n}';
  if (/\d{4,}/.test(bare) && bare.length < 12 && !/[-_]/.test(bare)) return '{id}';
  const words = bare.split(/[-_.+]|%20|%E2%80%8C/i).filter((word) => word !== '');
  if (words.length >= 3 || /\d{5,}/.test(bare) || bare.length > 40) return '{slug}';
  return /\d/.test(bare) && /[a-z]/i.test(bare) && bare.length >= 8 ? '{id}' : bare;
}

/** Articles are linked by their headlines, which are long, and their addresses tell them apart by words or numbers. */
function scoreOf(pattern: string, links: Link[]): number {
  if (!/\{(?:n|slug|id)\}|\?/.test(pattern)) return 0;
  const texts = new Map(
    links.map(({ url, text }) => [url, text] as const).toSorted((one, other) => one[1].length - other[1].length),
  );
  const lengths = [...texts.values()].map((text) => text.length).sort((one, other) => one - other);
  const usual = lengths[Math.floor(lengths.length / 2)] ?? 0;
  const isListing = /\/(?:tags?|topics?|categor\w+|authors?|users?|page|search|login|sections?)(?:\/|$)/i.test(pattern);
  if (usual < 15 || isListing) return 0;
  return Math.min(texts.size, 30) * Math.min(usual, 80) * (pattern.includes('{slug}') ? 1.5 : 1);
}

/** One item an address, under the longest of its links' texts: pictures and "read more" link there too. */
function toItems(links: Link[], language: string | null): SourceItem[] {
  const byUrl = Map.groupBy(links, ({ url }) => url);
  return [...byUrl].slice(0, MAX_ITEMS).map(([link, some]) => {
    const title = some
      .map(({ text }) => text)
      .reduce((longest, text) => (text.length > longest.length ? text : longest), '');
    const facts = {
      link,
      title: title || null,
      author: null,
      published: null,
      updated: null,
      text: null,
      hasContent: false,
      language,
    };
    return { id: identify(null, facts), ...facts };
  });
}
