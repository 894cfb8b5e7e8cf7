import type { Page } from '../news/ports.ts';
import { isSameSite } from '../news/site.ts';
import type { SourceItem } from '../news/source.ts';
import { countWords } from '../news/words.ts';
import { decodeText } from '../reading/charset.ts';
import { elementsBelow } from './elements.ts';
import { identify, primaryLanguage } from './item.ts';
import type { Element } from './markup.ts';
import { readHtml, textOf } from './markup-text.ts';
import { anySection, patternOf } from './page-pattern.ts';
import { resolve } from './resolve.ts';

/** The articles a page without a feed links to, by the shape of their addresses. */
export interface ListedArticles {
  /** The shape they share: {n} stands for a number, {slug} for words, {id} for a code, {name} for any section ("/news/{n}/{slug}"). */
  pattern: string;
  items: SourceItem[];
}

const MAX_ITEMS = 100;
const MAX_LINKS = 3_000;
/** Shorter ones name a part of the site, a place or a firm. */
const MIN_WORDS = 3;
/** A page that lists articles lists at least so many. */
const MIN_ITEMS = 3;
const MAX_LISTS = 5;

/** What a page seems to list, the likeliest pattern first, for a person to confirm. */
export function findArticles(page: Pick<Page, 'url' | 'headers' | 'bytes'>): ListedArticles[] {
  const { links, language } = linksOf(page);
  const lists = [...groupByPattern(links)].map(([pattern, some]) => ({
    pattern,
    items: toItems(some, language),
    score: scoreOf(pattern, some),
  }));
  return lists
    .filter(({ items, score }) => items.length >= MIN_ITEMS && score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, MAX_LISTS)
    .map(({ pattern, items }) => ({ pattern, items }));
}

/** The articles of a page whose addresses have this shape. */
export function listArticles(page: Pick<Page, 'url' | 'headers' | 'bytes'>, pattern: string): SourceItem[] {
  const { links, language } = linksOf(page);
  return toItems(
    links.filter((link) => link.pattern === pattern || anySection(link.pattern) === pattern),
    language,
  );
}

/** Each link under its own shape, and under that of any section where links of several sections share it. */
function groupByPattern(links: Link[]): Map<string, Link[]> {
  const byPattern = Map.groupBy(links, ({ pattern }) => pattern);
  const bySections = Map.groupBy(byPattern.keys(), anySection);
  for (const [shared, patterns] of bySections) {
    if (shared === null || patterns.length < 2) continue;
    byPattern.set(
      shared,
      patterns.flatMap((pattern) => byPattern.get(pattern) ?? []),
    );
  }
  return byPattern;
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
  const titled = [...byUrl].map(([link, some]) => ({ link, title: longestOf(some.map(({ text }) => text)) }));
  const headed = titled.filter(({ title }) => countWords(title) >= MIN_WORDS);
  return headed.slice(0, MAX_ITEMS).map(({ link, title }) => {
    const facts = {
      link,
      title,
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

function longestOf(texts: string[]): string {
  return texts.reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}
