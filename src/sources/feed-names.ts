import { type Element, readMarkup } from './markup.ts';

/** Reads a text as a feed's XML; elements carry the usual prefix of their namespace, RSS's own none. */
export function readFeedXml(text: string, base: string): Element {
  return readMarkup(text, { isXml: true, base, nameOf, endsAt, isVoid: (name) => VOID.test(name) });
}

/** The usual prefix of a namespace, by its address without its scheme, in lower case. What is missing keeps its own prefix. */
const PREFIXES = new Map([
  ['www.w3.org/2005/atom', 'atom'],
  ['purl.org/rss/1.0', ''],
  ['my.netscape.com/rdf/simple/0.9', ''],
  ['channel.netscape.com/rdf/simple/0.9', ''],
  ['my.netscape.com/publish/formats/rss-0.91.dtd', ''],
  ['purl.org/net/rss1.1', ''],
  ['backend.userland.com/rss', ''],
  ['backend.userland.com/rss2', ''],
  ['blogs.law.harvard.edu/tech/rss', ''],
  ['cyber.law.harvard.edu/rss', ''],
  ['purl.org/rss/1.0/modules/rss091', ''],
  ['www.w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['www.w3.org/1999/xhtml', 'xhtml'],
  ['purl.org/dc/elements/1.1', 'dc'],
  ['purl.org/dc/elements/1.0', 'dc'],
  ['purl.org/dc/terms', 'dcterms'],
  ['purl.org/rss/1.0/modules/content', 'content'],
  ['purl.org/rss/1.0/modules/syndication', 'sy'],
  ['www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['example.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['search.yahoo.com/mrss', 'media'],
  ['rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['www.google.com/schemas/sitemap-news/0.9', 'news'],
  ['www.sitemaps.org/schemas/sitemap/0.9', ''],
  ['www.w3.org/1999/xlink', 'xlink'],
]);

/** HTML that nobody escaped, and nobody ends. */
const VOID = /^(?:xhtml:)?(?:br|hr|img|wbr|input)$/;

function nameOf(written: string, namespaces: ReadonlyMap<string, string>): string {
  const [, prefix = '', local = ''] = /^(?:([^:]*):)?(.*)$/s.exec(written.toLowerCase()) ?? [];
  // A prefix is declared as written, and used in another case by a few.
  const address = namespaces.get(written.slice(0, prefix.length)) ?? namespaces.get(prefix);
  const usual = address === undefined ? undefined : prefixOf(address);
  const known = usual ?? prefix;
  return known === '' ? local : `${known}:${local}`;
}

function prefixOf(address: string): string | undefined {
  const plain = address
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/#]+$/, '');
  // Atom 0.3 and its drafts.
  if (plain.startsWith('purl.org/atom/ns')) return 'atom03';
  return PREFIXES.get(plain) ?? (plain.startsWith('backend.userland.com/rss') ? '' : undefined);
}

const ITEM = /^(?:item|(?:atom(?:03)?:)?entry)$/;
const HOLDS_ITEMS = /^(?:rss|channel|items|rdf:rdf|(?:atom(?:03)?:)?feed)$/;
const LEAF =
  /^(?:(?:atom(?:03)?:)?(?:link|id|published|updated|issued|modified|created)|guid|pubdate|title|dc:date|dc:creator)$/;
const FIELD =
  /^(?:(?:atom(?:03)?:)?(?:title|link|id|published|updated|author|summary|content|category)|description|guid|pubdate|dc:date|dc:creator|content:encoded|source|enclosure|comments)$/;

/** Where an end tag is missing: an item holds no item, and what holds a line of text holds no other field. */
function endsAt(open: string, name: string): boolean {
  if (ITEM.test(name)) return !HOLDS_ITEMS.test(open);
  return LEAF.test(open) && FIELD.test(name);
}
