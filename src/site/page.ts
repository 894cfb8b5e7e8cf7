import { createHash } from 'node:crypto';
import { escapeText } from './escape.ts';
import { REL, type ShownPost } from './post.ts';

/** Posts as a page of HTML: no script, nothing loaded, nothing asked of anybody. */
export function renderPage(
  posts: readonly ShownPost[],
  place: { address: string; feed: string; newer: string | null; older: string | null; isWhole: boolean },
): string {
  const { address, feed, newer, older, isWhole } = place;
  const body =
    posts.length === 0 ? ['<p>Nothing has been posted yet.</p>'] : posts.map((post) => article(post, address));
  const title = isWhole ? TITLE : `${posts[0]?.title ?? TITLE}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeText(title)}</title>
<link rel="alternate" type="application/atom+xml" title="${TITLE}" href="${escapeText(feed)}">
<style>${CSS}</style>
</head>
<body>
<header>
<h1>${isWhole ? TITLE : `<a href="${escapeText(address)}">${TITLE}</a>`}</h1>
<p><small>Whoever has this address can read this page. <a href="${escapeText(feed)}">Follow it as a feed</a>.</small></p>
</header>
<main>
${body.join('\n')}
</main>
${pages(newer, older)}</body>
</html>
`;
}

export const TITLE = 'Digests';

function article({ key, title, link, at, changedAt, html }: ShownPost, address: string): string {
  const id = escapeText(key);
  const shown = `<span dir="auto">${escapeText(title)}</span>`;
  const changed = changedAt > at ? ` · changed ${time(changedAt)}` : '';
  return `<article id="post-${id}" aria-labelledby="title-${id}">
<h2 id="title-${id}">${link === null ? shown : `<a href="${link}" rel="${REL}">${shown}</a>`}</h2>
<p><small>Posted <a href="${escapeText(`${address}/${key}`)}">${time(at)}</a>${changed}</small></p>
${html}
</article>`;
}

function time(moment: number): string {
  const iso = new Date(moment).toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

function pages(newer: string | null, older: string | null): string {
  const links = [
    ...(newer === null ? [] : [`<a rel="prev" href="${escapeText(newer)}">Newer</a>`]),
    ...(older === null ? [] : [`<a rel="next" href="${escapeText(older)}">Older</a>`]),
  ];
  return links.length === 0 ? '' : `<nav aria-label="Pages">\n${links.join('\n')}\n</nav>\n`;
}

const CSS = `
:root { color-scheme: light dark; --ink: #1d1f23; --paper: #fff; --faint: #5a5f69; --line: #d9dce1; --link: #0b57b3; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e7ea; --paper: #17181b; --faint: #a3a8b3; --line: #3a3d44; --link: #8ab8ff; }
}
body { max-width: 42rem; margin: 0 auto; padding: 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.25rem; margin: 0; }
h3 { font-size: 1.05rem; margin: 1.2rem 0 0.2rem; }
p, ul { margin: 0.3rem 0; }
article { border-top: 1px solid var(--line); padding: 1.2rem 0; }
pre { white-space: pre-wrap; }
small, time { color: var(--faint); }
a { color: var(--link); }
a:focus-visible { outline: 2px solid; outline-offset: 2px; }
nav { display: flex; gap: 1.5rem; border-top: 1px solid var(--line); padding: 1rem 0; }
`;

/** Only this very style is let in. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(CSS).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
