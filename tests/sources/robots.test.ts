import { describe, expect, test } from 'vitest';
import { createWeb } from '../../src/reading/fetch.ts';
import { mayRead, readRobots } from '../../src/sources/robots.ts';
import { createRobotsGate } from '../../src/sources/robots-gate.ts';
import { startWeb } from '../doubles/web.ts';

const may = (text: string, path: string, agent = 'copydesk') =>
  mayRead(readRobots(text, agent), `https://a.example${path}`);

test.each([
  ['', '/a', true],
  ['User-agent: *\nDisallow: /', '/a', false],
  ['User-agent: *\nDisallow:', '/a', true],
  ['User-agent: *\nDisallow: /private', '/private/x', false],
  ['User-agent: *\nDisallow: /private', '/public', true],
  // The longest rule decides; of two as long, the one that allows.
  ['User-agent: *\nDisallow: /a\nAllow: /a/feed', '/a/feed', true],
  ['User-agent: *\nAllow: /a\nDisallow: /a', '/a', true],
  ['User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
  ['User-agent: *\nDisallow: /*.xml$', '/a/feed.xml', false],
  ['User-agent: *\nDisallow: /*.xml$', '/a/feed.xml?x=1', true],
  ['User-agent: *\nDisallow: /*?print=', '/a?print=1', false],
  ['User-agent: *\nDisallow: /a*b*c', '/a-b-x', true],
  // A group of our own replaces everyone's.
  ['User-agent: *\nDisallow: /\n\nUser-agent: Copydesk/1.0\nDisallow: /b', '/a', true],
  ['User-agent: other\nUser-agent: copydesk\nDisallow: /a', '/a', false],
  ['User-agent: copydesk\nDisallow: /a\nUser-agent: other\nAllow: /a', '/a', false],
  ['User-agent: *\nDisallow: /caf%C3%A9', '/café', false],
  ['User-agent: *\nDisallow: /café', '/caf%c3%a9', false],
  ['\uFEFFuser-agent : * # all\r\nDISALLOW : /a # here', '/a', false],
  ['<html><body>Not found</body></html>', '/a', true],
])('by %j, %s may be read: %s', (text, path, allowed) => {
  expect(may(text, path)).toBe(allowed);
});

test('the sitemaps are read', () => {
  const { sitemaps } = readRobots('Sitemap: https://a.example/news.xml\nUser-agent: *\nCrawl-delay: 5', 'copydesk');
  expect(sitemaps).toEqual(['https://a.example/news.xml']);
});

test('agents times rules do not add up', () => {
  const text = 'User-agent: a\n'.repeat(15_000) + 'Disallow: /*a*b*c\n'.repeat(15_000);
  expect(may(text, `/${'a'.repeat(2_000)}`)).toBe(true);
});

describe('at the gate', () => {
  async function atSite(answer: { status?: number; body?: string }) {
    const site = await startWeb({ '/robots.txt': answer });
    let now = 0;
    const web = createWeb({ allowHosts: [site.host], userAgent: 'x' });
    const gate = createRobotsGate({ web, agent: 'copydesk', clock: () => now });
    return { site, gate, pass: (ms: number) => (now += ms), [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
  }

  test('a site is asked once a day', async () => {
    await using at = await atSite({ body: 'User-agent: *\nDisallow: /a' });
    const asked = [at.gate.mayRead(`${at.site.origin}/a`), at.gate.mayRead(`${at.site.origin}/b`)];
    expect(await Promise.all(asked)).toEqual(['no', 'yes']);
    expect(at.site.countOf('/robots.txt')).toBe(1);
    at.pass(25 * 3_600_000);
    await at.gate.mayRead(`${at.site.origin}/a`);
    expect(at.site.countOf('/robots.txt')).toBe(2);
  });

  test('a site without the file may be read', async () => {
    await using at = await atSite({ status: 404 });
    expect(await at.gate.mayRead(`${at.site.origin}/a`)).toBe('yes');
  });

  test('a site that fails is not known, and soon asked again', async () => {
    await using at = await atSite({ status: 503 });
    expect(await at.gate.mayRead(`${at.site.origin}/a`)).toBe('unknown');
    at.site.serve('/robots.txt', { body: '' });
    at.pass(31 * 60_000);
    expect(await at.gate.mayRead(`${at.site.origin}/a`)).toBe('yes');
  });
});
