import type { Page } from '../../src/news/ports.ts';

/** An answer as the web gives it. */
export function served(
  body: string | Uint8Array,
  headers: Record<string, string> = {},
  url = 'https://desk.example/feed',
): Page {
  return { url, status: 200, headers, bytes: typeof body === 'string' ? new TextEncoder().encode(body) : body };
}
