import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { extractHtml } from '../../src/reading/html.ts';

const PAGE = readFileSync(new URL('../../src/demo-article.html', import.meta.url), 'utf8');
const URL_OF_PAGE = 'https://courier.example/harbour';
const FIRST =
  'The council of Larkmoor voted on Tuesday evening to buy two new ferries for the harbour line, the mayor said after the meeting.';
const SECOND =
  'They will cost 40 million together, and the first of them is to sail in two years, according to the plan shown to the council.';

function page(body: string, head = ''): string {
  return `<!doctype html><html lang="en-GB"><head><title>Two ferries | The Courier</title>${head}</head><body><article><h1>Two ferries</h1>${body}</article></body></html>`;
}

const story = (more = '') => page(`<p>${FIRST}</p><p>${SECOND}</p>${more}`);

test('an article comes with its facts, and without what stands around it', () => {
  const article = extractHtml(PAGE, URL_OF_PAGE);
  expect(article).toMatchObject({
    title: 'Harbour ferry line halted after inspectors find cracked welds',
    byline: 'Ilse Brandt',
    site: 'The Larkmoor Courier',
    published: '2026-09-14T06:30:00+02:00',
    language: 'en',
    extent: 'whole',
  });
  const text = article.paragraphs.join('\n');
  expect(text).toMatch(/^Larkmoor’s harbour ferry stopped/);
  expect(text).toMatch(/“Everything is open,” she said\.$/);
  expect(text).not.toMatch(/Leave a Comment|Share|Related stories|newsletter|inbox|Photo:|Subscribe|Privacy/);
});

test.each([
  ['<div class="share-bar"><a href="/s">Share this story with your friends today</a></div>', 'Share this story'],
  ['<div class="related-links"><p>Related: five walks along the quay that you should know.</p></div>', 'five walks'],
  ['<aside class="newsletter-signup"><p>Sign up for our letter, it is free and comes each day.</p></aside>', 'Sign up'],
  [
    '<figure><img src="a.jpg" alt=""><figcaption>The ferry on Sunday, seen from the quay.</figcaption></figure>',
    'seen from',
  ],
  ['<p>Leave a Comment</p>', 'Leave a Comment'],
  ['<p>Advertisement</p>', 'Advertisement'],
  ['<div hidden><p>Hidden words that nobody is shown on the page.</p></div>', 'Hidden words'],
  ['<form action="/poll"><p>Vote: should the ferry sail again this year?</p></form>', 'Vote:'],
])('%s is left out', (furniture, words) => {
  const text = extractHtml(story(furniture), URL_OF_PAGE).paragraphs.join('\n');
  expect(text).toContain('two new ferries');
  expect(text).not.toContain(words);
});

test('an article inside a box whose class sounds like furniture is still read', () => {
  const boxed = page(`<div class="content-with-share social">${`<p>${FIRST}</p><p>${SECOND}</p>`.repeat(4)}</div>`);
  expect(extractHtml(boxed, URL_OF_PAGE).paragraphs.length).toBe(8);
});

test('lists, quotations and line breaks keep their words apart', () => {
  const text = extractHtml(
    story(
      '<ul><li>one pier closed today</li><li>two boats out of service</li></ul><p>First line<br><br>Second line of it</p>',
    ),
    URL_OF_PAGE,
  ).paragraphs;
  expect(text).toEqual(
    expect.arrayContaining(['one pier closed today', 'two boats out of service', 'First line', 'Second line of it']),
  );
});

test.each<[string, string, string, number | null]>([
  [
    '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
    '',
    'paywalled',
    null,
  ],
  [
    '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False","wordCount":470}</script>',
    '',
    'paywalled',
    0.1,
  ],
  ['<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":true}</script>', '', 'whole', null],
  [
    '<script type="application/ld+json">{"@type":"NewsArticle","wordCount":470}</script>',
    '<a class="read-more-link" href="/full">Read more</a>',
    'truncated',
    0.1,
  ],
  ['', '<p>The word paywall is only talked about here, and the page is not behind one at all.</p>', 'whole', null],
])('%s %s is %s', (head, more, extent, share) => {
  const article = extractHtml(page(`<p>${FIRST}</p><p>${SECOND}</p>${more}`, head), URL_OF_PAGE);
  expect(article.extent).toBe(extent);
  if (share === null) expect(article.share).toBeNull();
  else expect(article.share).toBeCloseTo(share, 1);
});

test.each<[string, string | null]>([
  ['<link rel="canonical" href="/ferries">', 'https://courier.example/ferries'],
  ['<link rel="canonical" href="https://www.courier.example/ferries#top">', 'https://www.courier.example/ferries'],
  ['<link rel="canonical" href="https://elsewhere.example/ferries">', null],
  ['<link rel="canonical" href="javascript:alert(1)">', null],
  ['<link rel="canonical" href="https://courier.example/">', null],
])('the canonical URL of %s is %s', (head, canonical) => {
  expect(extractHtml(page(`<p>${FIRST}</p>`, head), URL_OF_PAGE).canonicalUrl).toBe(canonical);
});

test.each([
  ['<meta property="article:published_time" content="2026-09-14T06:30:00.000Z">', '2026-09-14T06:30:00Z'],
  ['<meta property="article:published_time" content="2026-09-14 06:30">', '2026-09-14T06:30:00'],
  ['<meta name="date" content="2026-09-14">', '2026-09-14'],
  ['<meta name="date" content="14 September 2026 06:30 GMT">', '2026-09-14T06:30:00.000Z'],
  ['<meta name="date" content="tomorrow">', null],
])('the date in %s is %s', (head, published) => {
  expect(extractHtml(page(`<p>${FIRST}</p>`, head), URL_OF_PAGE).published).toBe(published);
});

test('structured data that is broken, nested or a list is read as far as it goes', () => {
  const broken = '<script type="application/ld+json">{"@type":"NewsArticle", "headline": </script>';
  const graph =
    '<script type="application/ld+json">[{"@graph":[{"@type":"WebSite"},{"@type":["ReportageNewsArticle"],"headline":"Two ferries bought","author":[{"name":"A. Lind"},{"name":"B. Okoye"}]}]}]</script>';
  expect(extractHtml(page(`<p>${FIRST}</p>`, broken + graph), URL_OF_PAGE)).toMatchObject({
    title: 'Two ferries bought',
    byline: 'A. Lind, B. Okoye',
  });
});

test.each(['', ' ', '<', 'plain words', '<p>x', '<html></html>', '\0', '<script>', '<!--', '<a href="'])(
  '%j is read without an error',
  (html) => {
    expect(extractHtml(html, URL_OF_PAGE).extent).toBe('whole');
  },
);

test.each<[string, string, (signs: { loginForm: boolean; consent: boolean; scriptsOnly: boolean }) => boolean]>([
  ['a login form', '<body><form><input type="password"></form></body>', ({ loginForm }) => loginForm],
  ['a consent banner', '<body><div class="cmp-consent-box">We value it</div></body>', ({ consent }) => consent],
  [
    'an empty mount',
    '<body><div id="root"></div><script src="/a.js"></script></body>',
    ({ scriptsOnly }) => scriptsOnly,
  ],
])('%s is seen', (_, html, holds) => {
  expect(holds(extractHtml(html, URL_OF_PAGE).signs)).toBe(true);
});
