import { z } from 'zod';
import { readFeed } from '../../src/sources/feed.ts';
import type { Door } from '../eval.ts';

const lineSchema = z.object({
  url: z.string().nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
  bodyBase64: z.string(),
});

/** {id,url,headers,bodyBase64} → what the feed holds; nothing where it is none. */
export function openDoor(): Door {
  return {
    answer(line) {
      const { url, headers, bodyBase64 } = lineSchema.parse(line);
      const named = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
      const feed = readFeed({
        url: url && URL.canParse(url) ? url : 'https://feed.invalid/',
        headers: Object.fromEntries(named),
        bytes: Buffer.from(bodyBase64, 'base64'),
      });
      const items = feed?.items.map(({ id, link, title, author, published, updated, text }) => {
        return { id, link, title, author, published, updated, text };
      });
      return { title: feed?.title ?? null, items: items ?? [] };
    },
  };
}
