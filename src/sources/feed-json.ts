import { z } from 'zod';
import type { SourceContent, SourceItem } from '../news/source.ts';
import { readFeedDate } from './feed-date.ts';
import { identify, primaryLanguage } from './item.ts';
import { htmlToText } from './markup-text.ts';
import { resolve, webAddress } from './resolve.ts';

const MAX_ITEMS = 2_000;

/** JSON Feed 1.0 and 1.1; null when the text is none. What an item says wrongly is read as not said. */
export function readJsonFeed(text: string, base: string, language: string | null): SourceContent | null {
  const feed = feedSchema.safeParse(parse(text)).data;
  if (!feed?.items) return null;
  const context = { base, language: primaryLanguage(feed.language) ?? language, author: authorOf(feed) };
  return {
    title: toLine(feed.title),
    link: resolve(feed.home_page_url, base),
    self: resolve(feed.feed_url, base),
    movedTo: null,
    hub: resolve(feed.hubs?.find((hub) => hub?.url)?.url, base),
    ttlMinutes: null,
    language: context.language,
    items: feed.items.slice(0, MAX_ITEMS).flatMap((item) => (item ? [readItem(item, context)] : [])),
  };
}

const text = z.string().nullable().catch(null).default(null);
const person = z.object({ name: text, url: text }).nullable().catch(null);
const people = { author: person.default(null), authors: z.array(person).nullable().catch(null).default(null) };
const itemSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String).nullable().catch(null).default(null),
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  date_published: text,
  date_modified: text,
  language: text,
  ...people,
});
const feedSchema = z.object({
  title: text,
  home_page_url: text,
  feed_url: text,
  language: text,
  hubs: z
    .array(z.object({ url: text }).nullable().catch(null))
    .nullable()
    .catch(null)
    .default(null),
  items: z.array(itemSchema.nullable().catch(null)).nullable().catch(null).default(null),
  ...people,
});

interface Context {
  base: string;
  language: string | null;
  author: string | null;
}

/** Undefined where it is no JSON, or nests deeper than the reader goes. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readItem(item: z.infer<typeof itemSchema>, context: Context): SourceItem {
  const content =
    item.content_text ?? (item.content_html === null ? null : htmlToText(item.content_html, context.base));
  const facts = {
    link: webAddress(item.url ?? item.external_url, context.base),
    title: toLine(item.title),
    author: authorOf(item) ?? context.author,
    published: item.date_published === null ? null : readFeedDate(item.date_published),
    updated: item.date_modified === null ? null : readFeedDate(item.date_modified),
    text: content?.trim() || item.summary?.trim() || null,
    hasContent: Boolean(content?.trim()),
    language: primaryLanguage(item.language) ?? context.language,
  };
  return { id: identify(item.id, facts), ...facts };
}

function authorOf({ author, authors }: { author: z.infer<typeof person>; authors: z.infer<typeof person>[] | null }) {
  const names = (authors?.length ? authors : [author]).map((one) => one?.name?.trim());
  return (
    names
      .filter((name) => name)
      .slice(0, 10)
      .join(', ') || null
  );
}

function toLine(title: string | null): string | null {
  return title?.replace(/\s+/g, ' ').trim().slice(0, 2_000) || null;
}
