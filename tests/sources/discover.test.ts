import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createWeb } from '../../src/reading/fetch.ts';
import { discover } from '../../src/sources/discover.ts';
import { createRobotsGate } from '../../src/sources/robots-gate.ts';
import { type Scripted, startWeb } from '../doubles/web.ts';

const rss = (title: string) =>
  `<rss version="2.0"><channel><title>${title}</title><item><title>One</title><link>https://a.example/1</link></item></channel></rss>`;
const html = (head: string, body = '') =>
  `<!doctype html><html><head><title>Desk</title>${head}</head><body>${body}</body></html>`;
const sitemap = (
  url: string,
  name: string,
) => `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
  <url><loc>${url}</loc><n:news><n:publication><n:name>Desk</n:name><n:language>en</n:language></n:publication>
  <n:publication_date>2024-03-05T08:30:00Z</n:publication_date><n:title>${name}</n:title></n:news></url></urlset>`;

async function at(pages: Record<string, Scripted>) {
  const site = await startWeb(pages);
  const web = createWeb({ allowHosts: [site.host], userAgent: 'x' });
  const robots = createRobotsGate({ web, agent: 'copydesk', clock: () => 0 });
  return {
    site,
    find: (path: string) => discover(site.origin + path, { web, robots }),
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

test('an address that is a feed is followed as it is', async () => {
  await using desk = await at({ '/rss': { body: rss('Desk') } });
  const found = await desk.find('/rss');
  expect(found).toMatchObject([
    { kind: 'feed', url: `${desk.site.origin}/rss`, title: 'Desk', items: [{ title: 'One' }] },
  ]);
});

test('the feeds a page names are found, those of comments last, those that are none not at all', async () => {
  await using desk = await at({
    '/': {
      body: html(`<base href="/feeds/"><link rel="alternate" type="application/rss+xml" title="Comments" href="comments.xml">
        <link rel="ALTERNATE" type="application/atom+xml" href="news.xml"><link rel="alternate" type="application/rss+xml" href="gone.xml">
        <link rel="alternate" type="application/json" href="/wp-json/"><link rel="stylesheet" href="/a.css">`),
    },
    '/feeds/comments.xml': { body: rss('Comments') },
    '/feeds/news.xml': { body: rss('News') },
    '/wp-json/': { body: '{"name":"Desk"}' },
  });
  expect((await desk.find('/')).map(({ kind, title }) => [kind, title])).toEqual([
    ['feed', 'News'],
    ['feed', 'Comments'],
  ]);
});

test('a feed in a usual place is found though no page names it', async () => {
  await using desk = await at({ '/blog/': { body: html('') }, '/blog/feed': { body: rss('Blog') } });
  expect(await desk.find('/blog/')).toMatchObject([{ kind: 'feed', url: `${desk.site.origin}/blog/feed` }]);
});

test('a news sitemap is found through robots.txt and its index, packed or not', async () => {
  await using desk = await at({ '/': { body: html('') } });
  const { origin } = desk.site;
  desk.site.serve('/robots.txt', { body: `User-agent: *\nDisallow: /private\nSitemap: ${origin}/maps/index.xml` });
  desk.site.serve('/maps/index.xml', {
    body: `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>${origin}/maps/all.xml</loc></sitemap><sitemap><loc>${origin}/maps/news.xml.gz</loc></sitemap></sitemapindex>`,
  });
  desk.site.serve('/maps/news.xml.gz', {
    headers: { 'content-type': 'application/gzip' },
    body: gzipSync(sitemap(`${origin}/pier`, 'Pier reopens')),
  });
  expect(await desk.find('/')).toMatchObject([
    {
      kind: 'sitemap',
      url: `${origin}/maps/index.xml`,
      items: [{ link: `${origin}/pier`, title: 'Pier reopens', published: '2024-03-05T08:30:00.000Z', language: 'en' }],
    },
  ]);
});

test('a page without a feed is followed by the articles it links to', async () => {
  const links = ['pier-reopens-after-storm', 'tram-line-to-open-soon', 'council-votes-on-budget'];
  const body = links.map((slug) => `<a href="/news/${slug}">${slug.replaceAll('-', ' ')} at last</a>`).join('');
  await using desk = await at({ '/': { body: html('', body) } });
  expect(await desk.find('/')).toMatchObject([
    { kind: 'page', pattern: '/news/{slug}', title: 'Desk', items: [{}, {}, {}] },
  ]);
});

test.each([
  ['nothing to follow', { '/': { body: html('') } }, 'noSource'],
  ['a page that is not there', {}, 'notFound'],
  ['a page that shuts us out', { '/': { status: 403 } }, 'blocked'],
  [
    'a page programs may not read',
    { '/': { body: html('') }, '/robots.txt': { body: 'User-agent: *\nDisallow: /' } },
    'robotsForbid',
  ],
] as [string, Record<string, Scripted>, string][])('%s is said', async (_, pages, code) => {
  await using desk = await at(pages);
  await expect(desk.find('/')).rejects.toMatchObject({ code });
});

test('what programs may not read is not tried', async () => {
  await using desk = await at({
    '/': { body: html('<link rel="alternate" type="application/rss+xml" href="/private/rss">') },
    '/robots.txt': { body: 'User-agent: *\nDisallow: /private' },
    '/private/rss': { body: rss('Private') },
  });
  await expect(desk.find('/')).rejects.toMatchObject({ code: 'noSource' });
  expect(desk.site.countOf('/private/rss')).toBe(0);
});
