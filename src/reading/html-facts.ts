import { isSameSite } from '../news/site.ts';
import type { StructuredData } from './html-structured.ts';
import type { HtmlArticle } from './to-article.ts';

type Facts = Pick<HtmlArticle, 'title' | 'byline' | 'site' | 'published' | 'language' | 'canonicalUrl'>;

/** Title, byline, site, date, language and canonical URL: what publishers state for machines first, then what they show. */
export function readFacts(document: Document, data: StructuredData, url: string): Facts {
  const metas = readMetas(document);
  const site = clean(firstOf(metas, 'og:site_name', 'application-name') ?? data.publisher);
  return {
    title: readTitle(document, metas, data, site),
    byline: readByline(document, metas, data),
    site: site ?? hostName(url),
    published: readDate(document, metas, data),
    language: readLanguage(document, metas, data),
    canonicalUrl: readCanonical(document, metas, data, url),
  };
}

/** What the page's meta elements say, by property, name or itemprop; the first of each counts. */
type Metas = Map<string, string>;

/** One walk: a selector for each name would go through the whole page for every one that is missing. */
function readMetas(document: Document): Metas {
  const metas: Metas = new Map();
  for (const meta of document.querySelectorAll('meta')) {
    const content = meta.getAttribute('content')?.trim();
    if (!content) continue;
    for (const key of ['property', 'name', 'itemprop', 'http-equiv']) {
      const name = meta.getAttribute(key)?.toLowerCase();
      if (name && !metas.has(name)) metas.set(name, content);
    }
  }
  return metas;
}

function firstOf(metas: Metas, ...names: string[]): string | null {
  const name = names.find((one) => metas.has(one));
  return name === undefined ? null : (metas.get(name) ?? null);
}

function clean(text: string | null | undefined): string | null {
  const spaced = text
    ?.replace(/<[^>]*>/g, ' ')
    .replace(/[\p{Cf}\s]+/gu, ' ')
    .trim();
  return spaced ? spaced.slice(0, 500) : null;
}

/** The headline, without the site's name behind it. */
function readTitle(document: Document, metas: Metas, data: StructuredData, site: string | null): string | null {
  const headings = [...document.querySelectorAll('h1')].slice(0, 10).map((heading) => clean(heading.textContent));
  const stated = clean(data.headline ?? firstOf(metas, 'og:title', 'twitter:title') ?? document.title);
  if (stated === null) return headings.find((heading) => heading !== null) ?? null;
  const shown = headings.find((heading) => heading !== null && heading.length > 10 && isWithSuffix(stated, heading));
  return shown ?? withoutSite(stated, site);
}

/** The heading alone, or with something behind a dash or a bar. */
function isWithSuffix(stated: string, heading: string): boolean {
  return stated.startsWith(heading) && /^(?:$|\s*[|–—-])/.test(stated.slice(heading.length));
}

function withoutSite(title: string, site: string | null): string {
  const match = /^(.{10,})\s+[|–—-]\s+([^|–—]{2,40})$/.exec(title);
  if (!match?.[1] || !match[2]) return title;
  const words = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const isSite = site !== null && (words(site).includes(words(match[2])) || words(match[2]).includes(words(site)));
  return isSite || title.includes('|') ? match[1] : title;
}

function readByline(document: Document, metas: Metas, data: StructuredData): string | null {
  const stated = data.author ?? firstOf(metas, 'author', 'article:author', 'parsely-author', 'sailthru.author');
  const shown = document.querySelector('[rel="author"],[itemprop="author"],.byline,.author-name,.author')?.textContent;
  const byline = clean(stated && !/^https?:/.test(stated) ? stated : shown)?.replace(/^(?:by|von|par|por|di)\s+/i, '');
  return byline && byline.length < 120 ? byline : null;
}

function readDate(document: Document, metas: Metas, data: StructuredData): string | null {
  const stated =
    data.published ??
    firstOf(
      metas,
      'article:published_time',
      'datepublished',
      'og:published_time',
      'date',
      'dc.date',
      'parsely-pub-date',
    ) ??
    document.querySelector('[itemprop="datePublished"]')?.getAttribute('datetime') ??
    document.querySelector('article time[datetime],time[pubdate],time[datetime]')?.getAttribute('datetime');
  return stated ? toIso(stated.trim()) : null;
}

/** Kept as exact as it was stated: a day stays a day. */
function toIso(stated: string): string | null {
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(stated);
  if (iso?.[1]) return Number.isNaN(Date.parse(iso[1])) ? null : isoOf(iso[1], iso[2], iso[3]);
  const at = /\d{4}/.test(stated) ? Date.parse(stated) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function isoOf(day: string, time: string | undefined, zone: string | undefined): string {
  if (!time) return day;
  const seconds = time.length === 5 ? `${time}:00` : time;
  return `${day}T${seconds}${(zone ?? '').toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`;
}

function readLanguage(document: Document, metas: Metas, data: StructuredData): string | null {
  const stated =
    document.documentElement?.getAttribute('lang') ||
    document.documentElement?.getAttribute('xml:lang') ||
    data.language ||
    firstOf(metas, 'og:locale', 'language', 'content-language');
  return /^[a-z]{2,3}(?=[-_]|$)/i.exec(stated?.trim() ?? '')?.[0].toLowerCase() ?? null;
}

/** Only on the page's own site: otherwise a page could claim to be another site's article. */
function readCanonical(document: Document, metas: Metas, data: StructuredData, url: string): string | null {
  const stated =
    document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? firstOf(metas, 'og:url') ?? data.url;
  if (!stated || !URL.canParse(stated, url)) return null;
  const canonical = new URL(stated, url);
  canonical.hash = '';
  const isWeb = canonical.protocol === 'https:' || canonical.protocol === 'http:';
  // A bare front page as canonical URL is a mistake of the site's.
  if (!isWeb || !isSameSite(canonical.href, url) || canonical.pathname === '/') return null;
  return canonical.href;
}

function hostName(url: string): string | null {
  const host = new URL(url).hostname.replace(/^www\./, '');
  return host === 'file.invalid' ? null : host;
}
