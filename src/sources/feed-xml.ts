import type { SourceContent, SourceItem } from '../news/source.ts';
import { authorOf } from './feed-author.ts';
import { readFeedDate } from './feed-date.ts';
import { childrenOf, dateOf, lineOf, rawOf, textOf } from './feed-fields.ts';
import { hrefOf, linkOf } from './feed-links.ts';
import { readFeedXml } from './feed-names.ts';
import { identify, primaryLanguage } from './item.ts';
import type { Element } from './markup.ts';
import { resolve } from './resolve.ts';

/** More than any feed of news holds; the rest is not read. */
const MAX_ITEMS = 2_000;

/** RSS 0.9x–2.0, RDF, Atom 0.3 and 1.0, CDF; null when the text is none of them. `base` is the address it came from. */
export function readXmlFeed(text: string, base: string, language: string | null): SourceContent | null {
  const root = findRoot(readFeedXml(text, base));
  if (root === null) return null;
  const channel = root.name === 'channel' || /feed$/.test(root.name) ? root : (childrenOf(root, 'channel')[0] ?? root);
  const stated = channel.language ?? lineOf(channel, 'language', 'dc:language');
  const context: Context = { language: primaryLanguage(stated) ?? language, author: authorOf(channel) };
  return {
    title: lineOf(channel, ...TITLES),
    link: linkOf(channel),
    self: hrefOf(channel, 'self'),
    movedTo: resolve(rawOf(channel, 'newlocation', 'itunes:new-feed-url'), channel.base),
    hub: hrefOf(channel, 'hub'),
    ttlMinutes: ttlOf(channel),
    language: context.language,
    items: itemsOf(root, channel)
      .slice(0, MAX_ITEMS)
      .flatMap((item) => readItem(item, context)),
  };
}

interface Context {
  language: string | null;
  author: string | null;
}

const TITLES = ['title', 'atom:title', 'atom03:title', 'dc:title'];
const ITEMS = ['item', 'entry', 'atom:entry', 'atom03:entry'];
const ROOT = /^(?:rss|rdf:rdf|channel|(?:atom(?:03)?:)?feed)$/;

/** The feed's own element, which stands first, whatever junk goes before it. */
function findRoot(document: Element): Element | null {
  const elements = document.children.filter((child) => typeof child !== 'string');
  const direct = elements.find(({ name }) => ROOT.test(name));
  if (direct) return direct;
  const [first] = elements;
  // A wrapper around the feed; a page is none.
  if (!first || /^(?:xhtml:)?html$/.test(first.name)) return null;
  return ITEMS.includes(first.name) ? document : (childrenOf(first, 'rss', 'channel', 'atom:feed', 'feed')[0] ?? null);
}

function itemsOf(root: Element, channel: Element): Element[] {
  const holders = channel === root ? [root] : [channel, root];
  return holders
    .flatMap((holder) => [...holder.children, ...childrenOf(holder, 'items').flatMap(({ children }) => children)])
    .filter((child) => typeof child !== 'string')
    .filter(({ name }) => ITEMS.includes(name));
}

function readItem(item: Element, context: Context): SourceItem[] {
  const content = textOf(item, ...CONTENTS);
  const text = content ?? textOf(item, ...DESCRIPTIONS) ?? textOfMedia(item);
  const title = lineOf(item, ...TITLES, 'media:title', 'itunes:title');
  const link = linkOf(item);
  if (item.children.length === 0 && Object.keys(item.attributes).length === 0) return [];
  const facts = {
    link,
    title,
    author: authorOf(item) ?? context.author,
    published: dateOf(item, ...PUBLISHED),
    updated: dateOf(item, ...UPDATED) ?? readFeedDate(item.attributes.lastmod ?? ''),
    text,
    hasContent: content !== null,
    language: primaryLanguage(lineOf(item, 'dc:language', 'language') ?? item.language) ?? context.language,
  };
  return [{ id: identify(rawOf(item, ...IDS) ?? item.attributes['rdf:about'] ?? null, facts), ...facts }];
}

/** Sites of films put all they say into the group of one film's forms. */
function textOfMedia(item: Element): string | null {
  return childrenOf(item, 'media:group').map((group) => textOf(group, 'media:description'))[0] ?? null;
}

const IDS = ['guid', 'atom:id', 'atom03:id', 'id', 'dc:identifier'];
const CONTENTS = ['content:encoded', 'atom:content', 'atom03:content', 'content', 'xhtml:body', 'body', 'fullitem'];
const DESCRIPTIONS = [
  'description',
  'atom:summary',
  'atom03:summary',
  'summary',
  'dc:description',
  'abstract',
  'itunes:summary',
  'itunes:subtitle',
  'media:description',
];
const PUBLISHED = [
  'pubdate',
  'atom:published',
  'atom03:published',
  'atom03:issued',
  'published',
  'issued',
  'dcterms:issued',
  'atom03:created',
  'created',
  'dcterms:created',
  'dc:date',
  'date',
];
const UPDATED = ['atom:updated', 'atom03:modified', 'updated', 'modified', 'dcterms:modified', 'lastmod', 'dc:date'];

const PERIODS: Record<string, number> = { hourly: 60, daily: 1440, weekly: 10_080, monthly: 43_200, yearly: 525_600 };

/** RSS's ttl, else the syndication module's period and frequency. */
function ttlOf(channel: Element): number | null {
  const ttl = Number(rawOf(channel, 'ttl') ?? Number.NaN);
  if (ttl > 0) return ttl;
  const period = PERIODS[rawOf(channel, 'sy:updateperiod')?.toLowerCase() ?? ''];
  const frequency = Number(rawOf(channel, 'sy:updatefrequency') ?? 1);
  return period !== undefined && frequency > 0 ? period / frequency : null;
}
