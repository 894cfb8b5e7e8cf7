import type { WebDouble } from '../doubles/web.ts';
import { pageOf } from './story.ts';

/** An article of a made-up paper, as its feed tells it. */
export interface Told {
  path: string;
  title: string;
  text?: string;
  author?: string;
  /** Milliseconds since 1970. */
  published?: number;
}

/** Serves an RSS feed with these articles, and their pages, from now on. */
export function serveFeed(web: WebDouble, path: string, title: string, articles: readonly Told[]): void {
  for (const { path, title } of articles) {
    const said = (at: number) =>
      `${title}, as our paper wrote in part ${at} of its report from ${path.slice(1)} street, and nobody there disagreed.`;
    web.serve(path, { body: pageOf(title, [1, 2, 3, 4].map(said)) });
  }
  const items = articles.map(
    ({ path, title, text = '', author = '', published }) =>
      `<item><title>${title}</title><link>${web.origin}${path}</link><guid>${path}</guid><author>${author}</author>` +
      `<description>${text}</description>${published ? `<pubDate>${new Date(published).toUTCString()}</pubDate>` : ''}</item>`,
  );
  const body = `<rss version="2.0"><channel><title>${title}</title>${items.join('')}</channel></rss>`;
  web.serve(path, { headers: { 'content-type': 'application/rss+xml' }, body });
}
