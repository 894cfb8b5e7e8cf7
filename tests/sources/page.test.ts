import { expect, test } from 'vitest';
import { findArticles, listArticles } from '../../src/sources/page.ts';
import { patternOf } from '../../src/sources/page-pattern.ts';
import { served } from './served.ts';

const PAGE = `<!doctype html><html lang="en-GB"><head><title>Harbour News</title></head><body>
  <nav><a href="/">Home</a><a href="/sport">Sport</a><a href="/topics/harbour-and-quay">Harbour and quay</a><a href="/topics/rail-and-road-works">Rail and road works</a><a href="/topics/city-hall-politics">City hall politics</a></nav>
  <main>
    <a href="/news/101/pier-reopens-after-storm"><img alt="" src="a.jpg"></a>
    <h2><a href="/news/101/pier-reopens-after-storm#top">Pier reopens after the autumn storm</a></h2>
    <a href="/news/101/pier-reopens-after-storm">Read more</a>
    <a href="news/102/tram-line-to-open-in-may"><h3>Tram line to open in May</h3><p>The long wait is over.</p></a>
    <a href="https://www.desk.example/news/103/council-votes-on-budget">Council votes on the budget tonight</a>
    <a href="/news/104/school-bus-driver-honoured">School bus driver is honoured by pupils</a>
    <a href="https://other.example/news/105/not-of-this-site-at-all">An article of somebody else’s site</a>
  </main>
  <footer><a href="javascript:void(0)">Cookies</a><a href="mailto:desk@desk.example">Write to us</a></footer></body></html>`;
const page = served(PAGE, { 'content-type': 'text/html' }, 'https://desk.example/');

test('the articles of a page are found by the shape of their addresses, each once under its headline', () => {
  const [first, ...others] = findArticles(page);
  expect(first?.pattern).toBe('/news/{n}/{slug}');
  expect(first?.items.map(({ link, title }) => [link, title])).toEqual([
    ['https://desk.example/news/101/pier-reopens-after-storm', 'Pier reopens after the autumn storm'],
    ['https://desk.example/news/102/tram-line-to-open-in-may', 'Tram line to open in May'],
    ['https://www.desk.example/news/103/council-votes-on-budget', 'Council votes on the budget tonight'],
    ['https://desk.example/news/104/school-bus-driver-honoured', 'School bus driver is honoured by pupils'],
  ]);
  expect(first?.items[0]).toMatchObject({
    id: 'https://desk.example/news/101/pier-reopens-after-storm',
    language: 'en',
  });
  expect(others).toEqual([]);
});

test('with the pattern that was confirmed, later articles are listed', () => {
  const later = served(
    '<a href="/news/200/a-new-bridge-is-planned">A new bridge is planned</a><a href="/about">About</a>',
    {},
    'https://desk.example/',
  );
  expect(listArticles(later, '/news/{n}/{slug}').map(({ title }) => title)).toEqual(['A new bridge is planned']);
});

test('articles of several sections are found by one pattern', () => {
  const links = ['sport/football', 'sport/tennis', 'city/council', 'city/harbour', 'arts/theatre'].map(
    (place) => `<a href="/2024/03/${place}-news-of-the-day">All the news on ${place} today</a>`,
  );
  const [first] = findArticles(served(links.join('')));
  expect(first?.pattern).toBe('/{n}/{n}/{name}/{slug}');
  expect(first?.items).toHaveLength(5);
  expect(listArticles(served(links.join('')), '/{n}/{n}/sport/{slug}')).toHaveLength(2);
});

test('a page that lists nothing has no articles', () => {
  expect(findArticles(served('<p>Hello</p><a href="/a">About us</a>'))).toEqual([]);
});

test.each([
  ['/2024/03/05/pier-reopens-after-storm.html', '/{n}/{n}/{n}/{slug}'],
  ['/politik/artikel-a-123456.html', '/politik/{slug}'],
  ['/articles/c1d2e3f4g5ho', '/articles/{id}'],
  ['/story/a1234', '/story/{id}'],
  ['/item?id=5&lang=en', '/item?id'],
  ['/about-us', '/about-us'],
])('%s has the shape %s', (path, pattern) => {
  expect(patternOf(new URL(path, 'https://desk.example'))).toBe(pattern);
});
