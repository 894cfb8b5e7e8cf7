import { createHash } from 'node:crypto';
import type { Archive } from '../news/archive-ports.ts';
import { escapeText } from './escape.ts';
import { TITLE } from './page.ts';
import type { ShownPost } from './post.ts';

/** Posts as Atom 1.0 (RFC 4287). Its ids stay the same whatever the link is. */
export function renderFeed(
  posts: readonly ShownPost[],
  archive: Archive,
  { address, feed, changedAt }: { address: string; feed: string; changedAt: number },
): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>urn:uuid:${archive.id}</id>
<title>${TITLE}</title>
<updated>${new Date(changedAt).toISOString()}</updated>
<author><name>Copydesk</name></author>
<generator>Copydesk</generator>
<link rel="self" type="application/atom+xml" href="${escapeText(feed)}"/>
<link rel="alternate" type="text/html" href="${escapeText(address)}"/>
${posts.map((post) => entry(post, archive, address)).join('')}</feed>
`;
}

function entry({ key, title, at, changedAt, html }: ShownPost, { id }: Archive, address: string): string {
  return `<entry>
<id>urn:uuid:${entryId(id, key)}</id>
<title>${escapeText(title)}</title>
<published>${new Date(at).toISOString()}</published>
<updated>${new Date(changedAt).toISOString()}</updated>
<link rel="alternate" type="text/html" href="${escapeText(`${address}/${key}`)}"/>
<content type="html">${escapeText(html)}</content>
</entry>
`;
}

/** A UUID of version 8 (RFC 9562): the hash of what the post is called in this archive. */
function entryId(archive: string, key: string): string {
  const hex = createHash('sha256').update(`${archive} ${key}`).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
