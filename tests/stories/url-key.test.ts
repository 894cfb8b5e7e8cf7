import { expect, test } from 'vitest';
import { urlKeyOf } from '../../src/stories/url-key.ts';

const PAGE = 'https://www.outlet.example/world/2025/storm-hits-coast';

test.each([
  'http://outlet.example/world/2025/storm-hits-coast/',
  `${PAGE}?utm_source=feed&utm_medium=rss`,
  `${PAGE}?fbclid=IwAR0&gclid=1`,
  `${PAGE}#comments`,
  `${PAGE}/amp`,
  `${PAGE}/amp/`,
  `${PAGE}.amp`,
  `${PAGE}?outputType=amp`,
  `${PAGE}?ref=rss`,
  'https://m.outlet.example/world/2025/storm-hits-coast',
  'https://amp.outlet.example/world/2025/storm-hits-coast',
  'https://OUTLET.example:443//world/2025/storm-hits-coast',
  'https://www-outlet-example.cdn.ampproject.org/c/s/www.outlet.example/world/2025/storm-hits-coast/amp',
  'https://www.google.com/amp/s/www.outlet.example/world/2025/storm-hits-coast',
  '  https://www.outlet.example/world/2025/storm-hits-coast  ',
])('%s is the same page', (url) => {
  expect(urlKeyOf(url)).toBe(urlKeyOf(PAGE));
});

test.each([
  `${PAGE}?id=2`,
  `${PAGE}?page=2`,
  `${PAGE}-again`,
  'https://sport.outlet.example/world/2025/storm-hits-coast',
  'https://www.other.example/world/2025/storm-hits-coast',
  'https://www.outlet.example/world/2025/Storm-hits-coast',
  'https://www.outlet.example/#!/storm-hits-coast',
  `${PAGE}?ref=chapter-2`,
  `${PAGE}?source=court`,
])('%s is another page', (url) => {
  expect(urlKeyOf(url)).not.toBe(urlKeyOf(PAGE));
});

test('the order of parameters makes no other page', () => {
  expect(urlKeyOf('https://outlet.example/a?id=1&lang=en')).toBe(urlKeyOf('https://outlet.example/a?lang=en&id=1'));
});

test('what is no address is its own key', () => {
  expect(urlKeyOf('urn:isbn:123')).toBe('urn:isbn:123');
  expect(urlKeyOf('')).toBe('');
});
