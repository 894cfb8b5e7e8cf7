import { expect, test } from 'vitest';
import { type Opml, readOpml, sourcesOf, toOutlines, writeOpml } from '../../src/sources/opml.ts';

const opml: Opml = {
  version: '2.0',
  head: [
    ['title', 'Desk & Co <b>'],
    ['dateCreated', 'Tue, 05 Mar 2024 08:30:00 GMT'],
    ['ownerName', 'Ann “A” Lee'],
  ],
  outlines: [
    {
      attributes: {
        text: 'Plain',
        xmlUrl: 'https://a.example/feed?a=1&b=2',
        type: 'rss',
        htmlUrl: 'https://a.example/',
      },
      outlines: [],
    },
    {
      attributes: { text: 'News "of" <the> day\nand more\t…', category: '/a,/b', 'x:own': 'ünï 😀' },
      outlines: [
        {
          attributes: { text: 'Inner' },
          outlines: [{ attributes: { title: 'Deep', xmlUrl: 'https://b.example/feed' }, outlines: [] }],
        },
      ],
    },
  ],
};

test('what is written is read back the same, nesting, order and unknown attributes included', () => {
  const written = writeOpml(opml);
  expect(readOpml(written)).toEqual(opml);
  expect(Object.keys(readOpml(written)?.outlines[0]?.attributes ?? {})).toEqual(['text', 'xmlUrl', 'type', 'htmlUrl']);
  expect(writeOpml(readOpml(written) ?? opml)).toBe(written);
});

test('its sources are found at any depth, with the folders they lie in', () => {
  expect(sourcesOf(opml.outlines)).toEqual([
    { url: 'https://a.example/feed?a=1&b=2', title: 'Plain', folders: [] },
    { url: 'https://b.example/feed', title: 'Deep', folders: ['News "of" <the> day\nand more\t…', 'Inner'] },
  ]);
});

test('sources that are written out come back with their titles and folders', () => {
  const sources = [
    { url: 'https://a.example/feed', title: 'A & B', folders: ['News', 'Local'] },
    { url: 'https://b.example/feed', title: 'B', folders: ['News'] },
    { url: 'https://c.example/feed', title: 'C', folders: ['News', 'Local'] },
  ];
  const read = readOpml(writeOpml({ version: '2.0', head: [], outlines: toOutlines(sources) }));
  expect(sourcesOf(read?.outlines ?? []).toSorted((one, other) => one.url.localeCompare(other.url))).toEqual(sources);
});

test('what other programs write, in another case and broken, is read as far as it goes', () => {
  const read = readOpml(`\uFEFF<?xml version="1.0"?><OPML version=1.1><HEAD><TITLE>Mine</TITLE></HEAD><BODY>
    <OUTLINE TEXT="Q&A" XMLURL="https://a.example/?a=1&b=2"/><outline text=Open><outline text="Inner" xmlUrl='https://b.example/'>`);
  expect(sourcesOf(read?.outlines ?? [])).toEqual([
    { url: 'https://a.example/?a=1&b=2', title: 'Q&A', folders: [] },
    { url: 'https://b.example/', title: 'Inner', folders: ['Open'] },
  ]);
});

test.each(['', '<rss/>', '<opml/>', 'plain', '<'.repeat(10_000)])('%j is no outline', (text) => {
  expect(readOpml(text)).toBeNull();
});
