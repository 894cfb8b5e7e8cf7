import { expect, test } from 'vitest';
import type { PollState, Source } from '../../src/news/source.ts';
import { createWeb } from '../../src/reading/fetch.ts';
import { newPollState, poll } from '../../src/sources/poll.ts';
import { createRobotsGate } from '../../src/sources/robots-gate.ts';
import { type Scripted, startWeb } from '../doubles/web.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2024, 2, 5, 12);
const rss = (title: string, more = '') =>
  `<rss version="2.0"><channel><title>Desk</title>${more}<item><title>${title}</title><link>https://a.example/${title}</link><pubDate>Tue, 05 Mar 2024 11:00:00 GMT</pubDate></item></channel></rss>`;

async function at(pages: Record<string, Scripted>, source: Partial<Source> = {}) {
  const site = await startWeb(pages);
  const web = createWeb({ allowHosts: [site.host], userAgent: 'x' });
  const clock = () => NOW;
  const robots = createRobotsGate({ web, agent: 'copydesk', clock });
  let state: PollState = newPollState();
  return {
    site,
    /** Polls as often as told; what came of the last. */
    async poll(times = 1) {
      let outcome: Awaited<ReturnType<typeof poll>> | null = null;
      for (let i = 0; i < times; i++) {
        const polled: Source = { url: `${site.origin}/rss`, kind: 'feed', pattern: null, ...source };
        outcome = await poll(polled, state, { web, robots, clock, random: () => 0.5 });
        state = outcome.state;
      }
      if (!outcome) throw new Error('not polled');
      return { ...outcome, inMinutes: (outcome.nextAt - NOW) / MINUTE };
    },
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

test('a feed tells its items, and is asked again with what it gave to ask with', async () => {
  await using desk = await at({
    '/rss': (request, response) => {
      const isSame = request.headers['if-none-match'] === '"1"' && request.headers['if-modified-since'] !== undefined;
      response.writeHead(isSame ? 304 : 200, { etag: '"1"', 'last-modified': 'Tue, 05 Mar 2024 11:00:00 GMT' });
      response.end(isSame ? '' : rss('One'));
    },
  });
  expect(await desk.poll()).toMatchObject({ kind: 'items', title: 'Desk', items: [{ title: 'One' }] });
  expect(await desk.poll()).toMatchObject({
    kind: 'notModified',
    state: { etag: '"1"', published: [NOW - 60 * MINUTE] },
  });
});

test('the same body again is nothing new, though the server knows no 304', async () => {
  await using desk = await at({ '/rss': { body: rss('One') } });
  await desk.poll();
  expect((await desk.poll()).kind).toBe('notModified');
  desk.site.serve('/rss', { body: rss('Two') });
  expect(await desk.poll()).toMatchObject({ kind: 'items', items: [{ title: 'Two' }] });
});

test('what the feed and the server ask for is kept to', async () => {
  await using desk = await at({ '/rss': { body: rss('One', '<ttl>90</ttl>') } });
  expect((await desk.poll()).inMinutes).toBe(90);
  desk.site.serve('/rss', { headers: { 'cache-control': 'max-age=7200' }, body: rss('Two', '<ttl>90</ttl>') });
  expect((await desk.poll()).inMinutes).toBe(120);
  desk.site.serve('/rss', { status: 429, headers: { 'retry-after': '36000' } });
  const { kind, inMinutes } = await desk.poll();
  expect(kind).toBe('failed');
  expect(inMinutes).toBeGreaterThanOrEqual(600);
});

test.each([
  ['that is not there', { status: 404 }, { kind: 'failed', why: 'notFound' }],
  ['that is gone for good', { status: 410 }, { kind: 'gone' }],
  ['that asks for patience', { status: 429 }, { kind: 'failed', why: 'tooManyRequests' }],
  ['whose server fails', { status: 500 }, { kind: 'failed', why: 'serverFailed' }],
  ['that shuts us out', { status: 403 }, { kind: 'blocked', why: 'blocked' }],
  ['behind a login', { status: 401 }, { kind: 'blocked', why: 'loginWall' }],
  ['that has become a page', { body: '<html><body>Hello</body></html>' }, { kind: 'failed', why: 'notASource' }],
  [
    'behind a check for bots',
    { body: '<html><head><title>Just a moment...</title></head></html>' },
    { kind: 'blocked', why: 'blocked' },
  ],
  ['that hangs up', (_request, response) => response.destroy(), { kind: 'failed', why: 'unreachable' }],
] as [string, Scripted, object][])(
  'a source %s has that outcome, and is asked less and less',
  async (_, answer, outcome) => {
    await using desk = await at({ '/rss': answer });
    const first = await desk.poll();
    expect(first).toMatchObject({ ...outcome, state: { failures: 1 } });
    const fourth = await desk.poll(3);
    expect(fourth).toMatchObject({ ...outcome, state: { failures: 4 } });
    expect(fourth.inMinutes).toBeGreaterThan(first.inMinutes * 4);
    desk.site.serve('/rss', { body: rss('One') });
    expect(await desk.poll()).toMatchObject({ kind: 'items', state: { failures: 0 } });
  },
);

test('a move is believed when it was said three times in a row', async () => {
  await using desk = await at({ '/rss': { status: 301, headers: { location: '/new' } }, '/new': { body: rss('One') } });
  expect((await desk.poll()).kind).toBe('items');
  expect((await desk.poll()).kind).toBe('notModified');
  expect(await desk.poll()).toMatchObject({ kind: 'moved', to: `${desk.site.origin}/new`, state: { moving: null } });
});

test('a move that is taken back is none, nor is one for the time being', async () => {
  await using desk = await at({ '/rss': { status: 301, headers: { location: '/new' } }, '/new': { body: rss('One') } });
  await desk.poll(2);
  desk.site.serve('/rss', { status: 302, headers: { location: '/new' } });
  expect((await desk.poll(5)).kind).toBe('notModified');
});

test('of several redirects a move goes as far as the permanent ones', async () => {
  await using desk = await at({
    '/rss': { status: 308, headers: { location: '/new' } },
    '/new': { status: 302, headers: { location: '/today' } },
    '/today': { body: rss('One') },
  });
  expect(await desk.poll(3)).toMatchObject({ kind: 'moved', to: `${desk.site.origin}/new` });
});

test('a feed that says itself where it has moved is believed the same way', async () => {
  const moved = '<itunes:new-feed-url>https://b.example/rss</itunes:new-feed-url>';
  await using desk = await at({ '/rss': { body: rss('One', moved) } });
  expect((await desk.poll(2)).kind).toBe('notModified');
  expect(await desk.poll()).toMatchObject({ kind: 'moved', to: 'https://b.example/rss' });
});

test('what robots.txt forbids is not asked', async () => {
  await using desk = await at({
    '/robots.txt': { body: 'User-agent: Copydesk\nDisallow: /rss' },
    '/rss': { body: rss('One') },
  });
  expect(await desk.poll()).toMatchObject({ kind: 'blocked', why: 'robotsForbid' });
  expect(desk.site.countOf('/rss')).toBe(0);
});

test('a page without a feed is polled by the pattern it was added with', async () => {
  const link = '<a href="/news/pier-reopens-after-storm">Pier reopens at last</a>';
  await using desk = await at({ '/rss': { body: link } }, { kind: 'page', pattern: '/news/{slug}' });
  expect(await desk.poll()).toMatchObject({ kind: 'items', items: [{ title: 'Pier reopens at last' }] });
  desk.site.serve('/rss', { body: '<p>All new</p>' });
  expect(await desk.poll()).toMatchObject({ kind: 'failed', why: 'notASource' });
});

test('an index of sitemaps is read anew each time, for it stays the same while they change', async () => {
  const map = (name: string) =>
    `<urlset><url><loc>https://a.example/${name}</loc><lastmod>2024-03-05</lastmod></url></urlset>`;
  await using desk = await at({ '/map': { body: map('one') } }, { kind: 'sitemap' });
  const index = `<sitemapindex><sitemap><loc>${desk.site.origin}/map</loc></sitemap></sitemapindex>`;
  desk.site.serve('/rss', { headers: { etag: '"1"' }, body: index });
  expect(await desk.poll()).toMatchObject({ kind: 'items', items: [{ link: 'https://a.example/one' }] });
  desk.site.serve('/map', { body: map('two') });
  expect(await desk.poll()).toMatchObject({ kind: 'items', items: [{ link: 'https://a.example/two' }] });
});

test('articles to which a feed gives one and the same id are told apart by where they lead', async () => {
  const item = (name: string) =>
    `<item><guid isPermaLink="false">feed</guid><title>${name}</title><link>https://a.example/${name}</link></item>`;
  const body = `<rss version="2.0"><channel>${item('one')}${item('two')}${item('one')}</channel></rss>`;
  await using desk = await at({ '/rss': { body } });
  const told = await desk.poll();
  expect(told.kind === 'items' && told.items.map(({ id }) => id)).toEqual([
    'https://a.example/one',
    'https://a.example/two',
    'https://a.example/one',
  ]);
});
