import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBoundedExtractor } from '../../src/reading/bounded.ts';
import { createWeb } from '../../src/reading/fetch.ts';
import { createReader, type Reader } from '../../src/reading/read.ts';
import { PATIENCE_MS } from '../doubles/patience.ts';
import { writePdf } from '../doubles/pdf.ts';
import { type Scripted, startWeb, type WebDouble } from '../doubles/web.ts';

let site: WebDouble;
let reader: Reader;
// What is read is tested here, not how fast.
const extractor = createBoundedExtractor({ timeoutMs: PATIENCE_MS });
beforeAll(async () => {
  site = await startWeb();
  const web = createWeb({ allowHosts: [site.host, `localhost:${site.port}`], userAgent: 'Copydesk test' });
  reader = createReader({ web, extract: extractor.extract });
});
afterAll(async () => {
  await extractor.close();
  await site[Symbol.asyncDispose]();
});

function read(scripted: Scripted, path = '/story') {
  site.serve(path, scripted);
  return reader.readAddress(`${site.origin}${path}`);
}

const BODY = [
  'The harbour of Kelm was closed on Monday after a ferry struck the northern pier, the port authority said.',
  'Nobody was hurt. Divers will look at the hull today, and the pier stays shut until they are done with it.',
  'The ferry had left the island of Brae at noon with ninety people on board, most of them on their way to work.',
];
const ARTICLE = `<article><h1>Ferry strikes pier</h1>${BODY.map((text) => `<p>${text}</p>`).join('\n')}</article>`;
const toPage = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`;
/** What news sites tell search engines of an article behind a paywall. */
const PAID = `<script type="application/ld+json">${JSON.stringify({
  '@context': 'https://schema.org',
  '@type': 'NewsArticle',
  headline: 'Ferry strikes pier',
  isAccessibleForFree: false,
})}</script>`;

describe('an article on the web', () => {
  test('comes with numbered sentences, its language and how much was read', async () => {
    const article = await read({ body: toPage(ARTICLE) });
    expect(article).toMatchObject({
      address: `${site.origin}/story`,
      canonicalUrl: `${site.origin}/story`,
      title: 'Ferry strikes pier',
      language: 'en',
      paragraphs: BODY,
      coverage: { words: 63, extent: 'whole', share: null },
    });
    expect(article.sentences.map(({ id, paragraph }) => [id, paragraph])).toEqual([
      [1, 0],
      [2, 1],
      [3, 1],
      [4, 2],
    ]);
  });

  test.each([
    ['without html, head and body', `<!-- a page --><title>Ferry strikes pier</title>${ARTICLE}`],
    ['without head and body', `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">${ARTICLE}`],
    ['without body', `<html><head><script>let a = '<p>';</script></head>${ARTICLE}</html>`],
    ['without html', `<head><title>Ferry strikes pier</title></head><body class="news">${ARTICLE}</body>`],
  ])('is found on a page %s tags, as HTML allows', async (_which, body) => {
    expect((await read({ body })).paragraphs).toEqual(BODY);
  });

  test('is known by the address the page names', async () => {
    const article = await read({ body: toPage(ARTICLE, '<link rel="canonical" href="/canonical">') });
    expect(article.canonicalUrl).toBe(`${site.origin}/canonical`);
  });

  test('in an old encoding is read right', async () => {
    const body = Buffer.from(
      toPage(ARTICLE).replace('</article>', '<p>Die F\xe4hre fuhr zur\xfcck, als der Abend kam.</p></article>'),
      'latin1',
    );
    const article = await read({ headers: { 'content-type': 'text/html; charset=iso-8859-1' }, body });
    expect(article.paragraphs.at(-1)).toBe('Die Fähre fuhr zurück, als der Abend kam.');
  });

  test.each([undefined, 'application/octet-stream', 'text/plain', 'text/xml', 'application/pdf'])(
    'served as %s is still seen to be HTML',
    async (type) => {
      const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
      expect((await read({ headers, body: toPage(ARTICLE) })).paragraphs).toEqual(BODY);
    },
  );

  test('as plain text has its first line for a title', async () => {
    const body = ['Ferry strikes pier', ...BODY].join('\n\n');
    const article = await read({ headers: { 'content-type': 'text/plain' }, body });
    expect(article).toMatchObject({ address: `${site.origin}/story`, title: 'Ferry strikes pier', paragraphs: BODY });
  });

  test('as a PDF is read too, whatever it is served as', async () => {
    const lines = [
      { text: 'Ferry strikes pier', y: 720, size: 20 },
      { text: 'Nobody was hurt in the harbour.', y: 690 },
    ];
    const body = writePdf([lines], { Author: 'Ann Lee', Title: 'Microsoft Word - kelm.docx' });
    const article = await read({ headers: { 'content-type': 'text/html' }, body });
    expect(article).toMatchObject({
      title: 'Ferry strikes pier',
      byline: 'Ann Lee',
      paragraphs: ['Nobody was hurt in the harbour.'],
      coverage: { words: 6, extent: 'whole' },
    });
  });

  test('with a few sentences before its paywall is read as far as it goes', async () => {
    const article = await read({ body: toPage(`<article><p>${BODY[0]}</p><p>Nobody was hurt.</p></article>`, PAID) });
    expect(article.coverage).toMatchObject({ extent: 'paywalled', words: 22 });
  });

  test('that carries a login form, a cookie banner and a bot check’s script is an article all the same', async () => {
    const extras =
      '<input type="password"><div id="consent"></div><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script></script>';
    expect((await read({ body: toPage(extras + ARTICLE) })).paragraphs).toEqual(BODY);
  });
});

describe('what sites show instead of an article', () => {
  const html = (body: string | Uint8Array, status = 200, headers: Record<string, string> = {}): Scripted => ({
    status,
    headers: { 'content-type': 'text/html', ...headers },
    body: typeof body === 'string' && body !== '' ? toPage(body) : body,
  });

  test.each<[string, string, Scripted]>([
    ['a page that is gone', 'notFound', html('Not here', 404)],
    ['a page that was taken down', 'notFound', html(ARTICLE, 410)],
    ['a missing page of a site that guards itself', 'notFound', html('', 404, { 'x-datadome': 'protected' })],
    ['a demand to log in', 'loginWall', html('', 401)],
    ['a login form', 'loginWall', html('<form><p>Log in to go on.</p><input type="password"></form>')],
    ['a plain refusal', 'blocked', html('<h1>Forbidden</h1>', 403)],
    ['a refusal by law', 'blocked', html('Not in your country', 451)],
    [
      'Cloudflare’s check',
      'blocked',
      html('<title>Just a moment...</title><script>window._cf_chl_opt={}</script>', 503),
    ],
    ['Cloudflare’s check, by header', 'blocked', html('', 429, { 'cf-mitigated': 'challenge' })],
    ['DataDome’s check', 'blocked', html('<script src="https://ct.captcha-delivery.com/c.js"></script>', 401)],
    ['PerimeterX’s check', 'blocked', html('<div id="px-captcha"></div>', 429)],
    ['PerimeterX’s check with a good status', 'blocked', html('<p>Press and hold.</p><div id="px-captcha"></div>')],
    ['Akamai’s refusal', 'blocked', html('<p>Reference #18.1</p>https://errors.edgesuite.net/18.1', 503)],
    ['Amazon’s check', 'blocked', html('', 202, { 'x-amzn-waf-action': 'challenge' })],
    ['a captcha of the site’s own', 'blocked', html('<title>Are you a robot?</title><p>Please prove it.</p>')],
    ['a failure of the server', 'serverFailed', html('<p>Oops</p>', 500)],
    ['an overload', 'serverFailed', html('<p>Come back later</p>', 503)],
    ['too many questions at once', 'serverFailed', html('', 429)],
    ['a demand to pay', 'paywalled', html('', 402)],
    ['a paywall with nothing before it', 'paywalled', html(`${PAID}<article><p>Subscribe now.</p></article>`)],
    ['a consent form', 'consentPage', html('<div id="consent"><p>We value your privacy.</p></div>')],
    ['an empty frame for scripts', 'needsScripts', html('<div id="root"></div><script src="/app.js"></script>')],
    ['a list of teasers', 'notAnArticle', html('<p>Ferry strikes pier</p><p>Mayor resigns</p>')],
    [
      'a front page with a cookie banner and a login form',
      'notAnArticle',
      html(`<div id="consent"></div><input type="password">${'<a href="/story">Ferry strikes pier</a>'.repeat(80)}`),
    ],
    ['nothing', 'notAnArticle', html('')],
    ['an image', 'unsupportedType', { headers: { 'content-type': 'image/jpeg' }, body: 'x' }],
    ['an image that says it is HTML', 'unsupportedType', html(Buffer.from('\x89PNG\r\n', 'latin1'))],
    ['a feed', 'unsupportedType', { headers: { 'content-type': 'application/rss+xml' }, body: '<rss/>' }],
    ['JSON', 'unsupportedType', { headers: { 'content-type': 'application/json' }, body: '{}' }],
    [
      'bytes that say they are text',
      'unsupportedType',
      { headers: { 'content-type': 'text/plain' }, body: '\0\x01\x02 abc' },
    ],
    ['an empty text', 'emptyText', { headers: { 'content-type': 'text/plain' }, body: ' \n' }],
    ['a broken PDF', 'unreadableFile', { headers: { 'content-type': 'application/pdf' }, body: '%PDF-1.7 …' }],
    ['noise', 'unknownLanguage', html(`<p>${'xkcd qwrt pzzs vbnm, lkjh trwq sdfg. '.repeat(20)}</p>`)],
  ])('%s is %s', async (_what, code, scripted) => {
    await expect(read(scripted)).rejects.toMatchObject({ name: 'UserError', code });
  });

  const notice = `<p>${'Before you go on, tell us whether we may use cookies to know you. '.repeat(8)}</p>`;

  test('a consent page, by the address one is led to', async () => {
    site.serve('/consent/collect', html(notice));
    const leading = read({ status: 302, headers: { location: '/consent/collect?back=/story' } });
    site.serve('/consent/collect?back=/story', html(notice));
    await expect(leading).rejects.toMatchObject({ code: 'consentPage' });
  });

  test('a login page, by the address one is led to', async () => {
    site.serve('/login?back=/story', html(notice));
    const leading = read({ status: 302, headers: { location: '/login?back=/story' } });
    await expect(leading).rejects.toMatchObject({ code: 'loginWall' });
  });

  test('an article about logins, at such an address, is read when it was asked for', async () => {
    expect((await read(html(ARTICLE), '/login/why-passwords-fail')).paragraphs).toEqual(BODY);
  });
});

describe('a file', () => {
  const bytes = (text: string) => Buffer.from(text);

  test.each([
    ['story.txt', null, ['Ferry strikes pier', ...BODY].join('\n\n')],
    ['story.txt', 'text/plain', ['Ferry strikes pier', ...BODY].join('\n')],
    ['story.html', 'application/octet-stream', toPage(ARTICLE)],
    ['story.htm', null, toPage(ARTICLE)],
    ['story', null, toPage(ARTICLE)],
    ['story.txt', 'text/plain', toPage(ARTICLE)],
  ])('%s of type %s is read', async (name, type, text) => {
    expect(await reader.readFile({ name, type, bytes: bytes(text) })).toMatchObject({
      address: null,
      canonicalUrl: null,
      title: 'Ferry strikes pier',
      language: 'en',
      paragraphs: BODY,
    });
  });

  test('that is a PDF is read by what it is', async () => {
    const pdf = writePdf([[{ text: 'Nobody was hurt in the harbour.', y: 690 }]]);
    const article = await reader.readFile({ name: 'story.bin', type: null, bytes: pdf });
    expect(article).toMatchObject({ address: null, paragraphs: ['Nobody was hurt in the harbour.'] });
  });

  test.each([
    ['empty.txt', '', 'emptyText'],
    ['blank.txt', '\n\n', 'emptyText'],
    ['letter.docx', 'PK\x03\x04', 'unsupportedType'],
    ['table.xlsx', 'anything', 'unsupportedType'],
    ['list.html', toPage('<ul></ul>'), 'notAnArticle'],
    ['cut.pdf', 'no PDF at all', 'unreadableFile'],
  ])('%s is refused in words', async (name, text, code) => {
    await expect(reader.readFile({ name, type: null, bytes: bytes(text) })).rejects.toMatchObject({ code });
  });
});

describe('pasted text', () => {
  test('becomes an article without an address', async () => {
    const article = await reader.readText(['Ferry strikes pier', ...BODY].join('\n'));
    expect(article).toMatchObject({ address: null, title: 'Ferry strikes pier', language: 'en', paragraphs: BODY });
    expect(article.sentences).toHaveLength(4);
  });

  test.each([
    ['', 'emptyText'],
    [' \n—', 'emptyText'],
    ['QWxsIHlvdXIgYmFzZSBhcmUgYmVsb25nIHRvIHVz '.repeat(10), 'unknownLanguage'],
    ['word '.repeat(500_000), 'tooLarge'],
    ['line\n'.repeat(100_000), 'tooLarge'],
  ])('%.20s is refused in words', async (text, code) => {
    await expect(reader.readText(text)).rejects.toMatchObject({ code });
  });

  test('in a language we have no name for is still read', async () => {
    const text =
      'Rais wa nchi hiyo alisema Jumatatu kwamba serikali itajenga barabara mpya katika mji mkuu. Wananchi wengi walifurahi kusikia habari hizo, lakini wengine waliuliza fedha zitatoka wapi.';
    expect((await reader.readText(text)).sentences).toHaveLength(2);
  });
});
