import { parseFeed } from 'feedsmith';
import { readFeed } from '../src/sources/feed.ts';
import type { Reading } from './feed-expect.ts';

interface Served {
  url: string;
  headers: Record<string, string>;
  bytes: Uint8Array;
  /** The decoded text: charsets are no parser's own. */
  text: string;
}

/** The readers that are compared. */
export const readers: { name: string; read(served: Served): Reading }[] = [
  {
    name: 'copydesk',
    read: (served) => readFeed(served) ?? { title: null, items: [] },
  },
  { name: 'feedsmith', read: ({ text }) => readWithFeedsmith(text) },
];

function readWithFeedsmith(text: string): Reading {
  const { format, feed } = parseFeed(text);
  if (format === 'atom') {
    const items = (feed.entries ?? []).map((entry) => ({
      id: entry.id,
      link: (entry.links?.find(({ rel }) => !rel || rel === 'alternate') ?? entry.links?.[0])?.href,
      title: textOf(entry.title),
      author: entry.authors?.map(({ name }) => name).join(', '),
      published: entry.published,
      updated: entry.updated,
      text: textOf(entry.content) ?? textOf(entry.summary),
    }));
    return { title: textOf(feed.title), items };
  }
  if (format === 'json') {
    const items = (feed.items ?? []).map((item) => ({
      ...item,
      link: item.url,
      text: item.content_text ?? item.content_html,
    }));
    return { title: feed.title, items: items.map(({ id, link, title, text }) => ({ id, link, title, text })) };
  }
  const items = (feed.items ?? []).map((item) => {
    const guid = 'guid' in item ? item.guid : undefined;
    return {
      id: guid?.value,
      link: item.link ?? (guid?.isPermaLink === false ? undefined : guid?.value),
      title: item.title ?? item.dc?.titles?.[0],
      author: item.dc?.creators?.[0],
      published: ('pubDate' in item ? item.pubDate : undefined) ?? item.dc?.dates?.[0],
      updated: item.dcterms?.modified?.toString() ?? item.dc?.dates?.[0],
      text: item.content?.encoded ?? item.description,
    };
  });
  return { title: feed.title ?? feed.dc?.titles?.[0], items };
}

function textOf(given: unknown): string | undefined {
  if (typeof given === 'string') return given;
  const isText = typeof given === 'object' && given !== null && 'value' in given;
  return isText && typeof given.value === 'string' ? given.value : undefined;
}
