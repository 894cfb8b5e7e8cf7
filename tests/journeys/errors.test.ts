import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { type Person, personAt, textOf } from './person.ts';
import { PAGE, pageOf } from './story.ts';

/** Everything a person can do wrong or a site can do to us, as it is told in the chat. */

let web: WebDouble;
let person: Person;
const html = { 'content-type': 'text/html; charset=utf-8' };

beforeAll(async () => {
  web = await startWeb({
    '/gone': { status: 410 },
    '/broken': { status: 502, body: 'bad gateway' },
    '/forbidden': { status: 403, body: '<h1>Forbidden</h1>' },
    '/challenge': {
      status: 503,
      headers: { ...html, server: 'cloudflare', 'cf-mitigated': 'challenge' },
      body: '<title>Just a moment...</title>',
    },
    '/members': { status: 401 },
    '/login': {
      headers: html,
      body: '<html><body><h1>Log in</h1><form action="/login"><input name="u"><input type="password" name="p"></form></body></html>',
    },
    '/consent': {
      headers: html,
      body: '<html><body><div id="cookie-consent"><h1>We value your privacy</h1><p>Accept to go on.</p></div></body></html>',
    },
    '/app': { headers: html, body: '<html><body><div id="root"></div><script src="/app.js"></script></body></html>' },
    '/paid': {
      headers: html,
      body: pageOf(
        'A paid story',
        [],
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A paid story","isAccessibleForFree":false}</script>',
      ),
    },
    '/front': {
      headers: html,
      body: '<html><body><h1>News</h1><ul><li><a href="/a">One</a></li><li><a href="/b">Two</a></li></ul></body></html>',
    },
    '/picture': { headers: { 'content-type': 'image/png' }, body: '\u0089PNG\r\n' },
    '/endless': (_, response) => {
      response.writeHead(200, html);
      const write = (): void =>
        void (response.destroyed || response.write('<p>more and more</p>'.repeat(5_000), write));
      write();
    },
    '/slow': () => {},
    '/loop': { status: 302, headers: { location: '/loop' } },
    '/inward': { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data' } },
    '/deep': { headers: html, body: `<html><body>${'<div>'.repeat(20_000)}` },
    '/story': { headers: html, body: PAGE },
    '/cut': {
      headers: html,
      body: pageOf(
        'A story behind a wall',
        [
          'The council of Larkmoor voted on Tuesday evening to buy two new ferries for the harbour line, the mayor said after the meeting.',
          'They will cost 40 million together, and the first of them is to sail in two years, according to the plan that was shown to the council.',
        ],
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A story behind a wall","isAccessibleForFree":false,"wordCount":900}</script>',
      ),
    },
  });
  person = await personAt({ ALLOW_HOSTS: web.host });
});
afterAll(async () => {
  await person.leaves();
  await web[Symbol.asyncDispose]();
});

const said = async (line: string) => {
  const message = await person.types(line.replace('SITE', web.origin));
  return { state: message.state, text: textOf(message) };
};

test.each<[string, RegExp]>([
  ['/summarize nonsense', /“nonsense” is not a web address\. Give one that starts with https/],
  ['/summarize url:ftp://example.org/a', /is not a web address/],
  ['/summarize http://localhost/x', /localhost is not on the public web/],
  ['/summarize http://10.0.0.1/', /10\.0\.0\.1 is not on the public web/],
  ['/summarize http://[::ffff:7f00:1]/', /is not on the public web/],
  ['/summarize http://example.org:8080/', /Port 8080 is not read/],
  ['/summarize https://me:secret@example.org/', /holds a user name or password/],
  ['/summarize SITE/missing', /says there is no such page/],
  ['/summarize SITE/gone', /says there is no such page/],
  ['/summarize SITE/broken', /answered with an error of its own \(502\)/],
  ['/summarize SITE/forbidden', /does not let bots read this page/],
  ['/summarize SITE/challenge', /does not let bots read this page/],
  ['/summarize SITE/members', /only to people who are logged in/],
  ['/summarize SITE/login', /only to people who are logged in/],
  ['/summarize SITE/consent', /shows a consent page instead of the article/],
  ['/summarize SITE/app', /is empty until its scripts have run/],
  ['/summarize SITE/paid', /shows nothing of this article without a subscription/],
  ['/summarize SITE/front', /No article was found on this page/],
  ['/summarize SITE/picture', /can't be read\. Web pages, plain text and PDFs/],
  ['/summarize SITE/endless', /That is larger than/],
  ['/summarize SITE/loop', /from one address to the next without end/],
  ['/summarize SITE/inward', /169\.254\.169\.254 is not on the public web/],
  ['/summarize SITE/deep', /built in a way that took too long to read/],
  ['/summarize', /Give something to read: an address/],
  ['/summarize text:"…"', /There is no text in it/],
  [`/summarize ${'qX9 zzKw pQ7v Rr3t Lm2k '.repeat(40)}`, /in no language we know/],
  ['/summarise SITE/story', /There is no command \/summarise/],
  ['/evidence', /“summary” is missing/],
  ['/evidence summary:99999', /no longer stored, or it is not this channel’s/],
  ['/summarize file:0b6f3a52-8e0e-4d0f-9f43-3f3f3f3f3f3f', /That file is no longer here/],
  ['/summarize SITE/story style:loud', /Give one of brief, bullets, deep, plain/],
  ['/summarize SITE/story language:klingonish', /a language, such as/],
])('%s is answered in words a person can act on', async (line, words) => {
  const { state, text } = await said(line);
  expect(text).toMatch(words);
  expect(state).toBe('error');
  expect(text).not.toMatch(/went wrong|undefined|TypeError|at \w+ \(/);
});

test('a server that does not answer in time is told as such', async () => {
  const impatient = await personAt({ ALLOW_HOSTS: web.host, FETCH_TIMEOUT_MS: '1000' });
  expect(textOf(await impatient.types(`/summarize ${web.origin}/slow`))).toMatch(/took too long to answer/);
  await impatient.leaves();
});

test('a server that is not there is told as such', async () => {
  // Of all ports the first one is nobody's.
  const other = await personAt({ ALLOW_HOSTS: '127.0.0.1:1' });
  expect(textOf(await other.types('/summarize http://127.0.0.1:1/x'))).toMatch(/could not be reached/);
  await other.leaves();
});

test('a damaged PDF is told as such', async () => {
  expect(textOf(await person.uploads('broken.pdf', '%PDF-1.7\nnot really'))).toMatch(/damaged or protected/);
});

test('a paywalled article is summarized as far as it is open, and the message says so', async () => {
  const { state, text } = await said('/summarize SITE/cut');
  expect(state).toBe('final');
  expect(text).toMatch(/Paywalled: only the open part was read \(\d+ %, \d+ words\)/);
});

test('a summary of one channel is not shown in another', async () => {
  const message = await person.types(
    `/summarize text:"The council of Larkmoor met on Monday. It voted to buy two ferries for 40 million."`,
  );
  const button = message.buttons[0];
  if (!button) throw new Error('no Evidence button');
  const id = await person.desk.inbox.call('elsewhere', 'Evidence', button);
  const shown = await person.desk.messages.get(id);
  expect(shown && textOf(shown.message)).toMatch(/not this channel’s/);
});
