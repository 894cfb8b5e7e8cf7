import { expect, test } from 'vitest';
import { readSetup, type Setup, writeSetup } from '../../src/sources/setup.ts';
import { readSetupOpml, writeSetupOpml } from '../../src/sources/setup-opml.ts';

const WHOLE: Setup = {
  version: 1,
  settings: {
    ...{ style: 'brief', length: 'short', language: null },
    ...{ zone: 'Europe/Berlin', quiet: '22:00-07:00', instant: 'on', rate: '4' },
  },
  sources: [
    { url: 'https://paper.example/feed', kind: 'feed', mode: 'digest', paused: false },
    {
      ...{ url: 'https://town.example/feed?x=1&y=2', kind: 'feed', mode: 'instant', paused: true },
      ...{
        title: 'Town & “Harbour”: news #1',
        section: 'World/Asia',
        filter: 'NOT title:/a "b" \\d{4}/ author:"Ann Lee"',
      },
    },
    { url: 'https://plain.example/', kind: 'page', pattern: '/news/{n}/{slug}', mode: 'digest', paused: false },
    {
      url: 'https://map.example/news.xml',
      kind: 'sitemap',
      mode: 'digest',
      paused: false,
      title: 'yes',
      section: '- no',
    },
  ],
};

test('a set-up written as YAML comes back the same', () => {
  expect(readSetup(writeSetup(WHOLE))).toEqual(WHOLE);
  expect(readSetup(writeSetup({ version: 1, sources: [] }))).toEqual({ version: 1, sources: [] });
});

test('a set-up written as OPML comes back with all that OPML has words for', () => {
  const read = readSetupOpml(writeSetupOpml(WHOLE, [['title', 'Ours']]));
  const sources = WHOLE.sources.map(({ filter: _, ...one }) => ({ ...one, mode: 'digest', paused: false }));
  expect(read).toEqual({ setup: { version: 1, sources: expect.arrayContaining(sources) }, left: [] });
  expect(read?.setup.sources).toHaveLength(sources.length);
});

test.each([[['World']], [['World', 'Asia']], [['A/B', 'C\\D']], [['ends with \\']], [['/', '\\/']]])(
  'the folders %j of an OPML file are one section, and the same folders again',
  (folders) => {
    const opml = (names: string[]) =>
      `<opml version="2.0"><head/><body>${names.map((name) => `<outline text="${name}">`).join('')}<outline text="a" xmlUrl="https://a.example/feed"/>${'</outline>'.repeat(names.length)}</body></opml>`;
    const setup = readSetupOpml(opml(folders))?.setup ?? { version: 1, sources: [] };
    expect(setup.sources).toHaveLength(1);
    const again = readSetupOpml(writeSetupOpml(setup, []))?.setup;
    expect(again).toEqual(setup);
    for (const folder of folders) expect(writeSetupOpml(setup, [])).toContain(`text="${folder}"`);
  },
);

test('addresses of an OPML file that can’t be followed are named, and the others are kept', () => {
  const opml = `<opml><body><outline xmlUrl="ftp://a.example/x"/><outline xmlUrl="nonsense"/><outline xmlUrl="https://b.example/"/></body></opml>`;
  expect(readSetupOpml(opml)).toMatchObject({
    setup: { sources: [{ url: 'https://b.example/' }] },
    left: ['ftp://a.example/x', 'nonsense'],
  });
});

test.each([
  ['no YAML at all', 'sources: [', 'it is no YAML'],
  ['an address that is none', 'sources: [{url: nonsense}]', 'sources[1].url'],
  ['an address of another kind', 'sources: [{url: "file:///etc/passwd"}]', 'sources[1].url'],
  ['a filter that can’t be read', 'sources: [{url: "https://a.example/", filter: "rail OR"}]', 'sources[1].filter'],
  ['an unknown word', 'sources: [{url: "https://a.example/", colour: red}]', 'sources[1]'],
  ['a page without its pattern', 'sources: [{url: "https://a.example/", kind: page}]', 'sources[1]'],
  ['a zone nobody knows', 'settings: {zone: Berlin/Europe}', 'settings.zone'],
  ['quiet hours that are none', 'settings: {quiet: "at night"}', 'settings.quiet'],
  ['another version', 'version: 2', 'version'],
  ['the same key twice', 'version: 1\nversion: 1', 'it is no YAML'],
  ['an alias', 'sources: &a [*a]', 'it is no YAML'],
  ['a list', '- a\n- b', 'at the top'],
  ['depth without end', '['.repeat(200_000), 'it is no YAML'],
])('%s is refused with the place', (_, text, words) => {
  expect(() => readSetup(text)).toThrow(words);
});

test('aliases that stand for a million values are refused at once', () => {
  const levels = Array.from(
    { length: 20 },
    (_, at) => `a${at + 1}: &a${at + 1} [${Array(20).fill(`*a${at}`).join(', ')}]`,
  );
  expect(() => readSetup(['a0: &a0 [x]', ...levels].join('\n'))).toThrow('it is no YAML');
});

test('an empty file follows nothing', () => {
  expect(readSetup('')).toEqual({ version: 1, sources: [] });
});
