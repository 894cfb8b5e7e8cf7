import type { Page } from '../news/ports.ts';
import type { SourceContent } from '../news/source.ts';
import { decodeFeed } from './decode.ts';
import { readJsonFeed } from './feed-json.ts';
import { readXmlFeed } from './feed-xml.ts';
import { primaryLanguage } from './item.ts';
import { resolve } from './resolve.ts';

/** The largest feeds of news and talk have some 10 MB; beyond this the rest is not read. */
const MAX_CHARS = 20_000_000;

/** The feed in an answer: RSS, RDF, Atom or JSON Feed, however broken, as far as it goes; null when it is none. Never throws. */
export function readFeed({ url, headers, bytes }: Pick<Page, 'url' | 'headers' | 'bytes'>): SourceContent | null {
  const text = decodeFeed(bytes, headers['content-type'] ?? null).slice(0, MAX_CHARS);
  const base = resolve(headers['content-location'], url) ?? url;
  const language = primaryLanguage(headers['content-language'] ?? null);
  if (text.startsWith('{')) return readJsonFeed(text, base, language);
  return SIGN.test(text) ? readXmlFeed(text, base, language) : null;
}

/** A look before the parser: most of what is no feed is a long page. */
const SIGN = /<(?:[\w.-]+:)?(?:rss|rdf|feed|channel|item|entry)[\s>/]/i;
