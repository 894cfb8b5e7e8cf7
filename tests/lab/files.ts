import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';

const OWN = new URL('./page/', import.meta.url);
const LOOKS = new URL('../../src/platforms/local/page/', import.meta.url);
const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

/** A file of the page or of the looks; false where there is none of that name. */
export async function sendFile(response: ServerResponse, path: string): Promise<boolean> {
  const name = path === '/' ? 'index.html' : /^\/([a-z-]+\.(?:js|css))$/.exec(path)?.[1];
  const bytes = name ? await readFirst([new URL(name, OWN), new URL(name, LOOKS)]) : null;
  if (!name || !bytes) return false;
  response.writeHead(200, {
    'content-type': `${TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain'}; charset=utf-8`,
    'cache-control': 'no-cache',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'x-content-type-options': 'nosniff',
  });
  response.end(bytes);
  return true;
}

async function readFirst(files: URL[]): Promise<Buffer | null> {
  for (const file of files) {
    const bytes = await readFile(file).catch(() => null);
    if (bytes) return bytes;
  }
  return null;
}
