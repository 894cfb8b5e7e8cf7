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
  digests: [
    { name: 'digest', when: 'daily 08:00', zone: 'Europe/Berlin', kind: 'digest', paused: false },
    {
      ...{ name: 'Sport: “late” #2', when: 'cron 0 8 * * 1-5', zone: 'UTC', section: ' World/Asia', kind: 'digest' },
      paused: true,
    },
    { name: 'weekly account', when: 'weekly mon 09:00', zone: 'Asia/Calcutta', kind: 'report', paused: false },
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
  [
    'a time that is none',
    'digests:\n  - name: a\n    when: daily 25:00',
    'digests[1].when (line 3): “daily 25:00” can',
  ],
  ['a digest without its time', 'digests:\n  - name: a\n  - name: b', 'digests[1].when (line 2): a text such as daily'],
  [
    'a digest’s zone nobody knows',
    'digests:\n  - {name: a, when: daily 8,\n    zone: Mars}',
    'digests[1].zone (line 3)',
  ],
  ['a digest’s unknown word', 'digests:\n  - name: a\n    when: daily 8\n    at: 9', 'digests[1] (line 4)'],
  [
    'a second digest of one name',
    'digests:\n  - {name: a, when: daily 8}\n  - {name: a, when: daily 9}',
    'digests[2].name (line 3): another one is called “a” already',
  ],
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

test('a zone may be given by its city, and is kept by its whole name', () => {
  const read = readSetup('settings: {zone: berlin}\ndigests: [{name: a, when: daily 8, zone: new york}]');
  expect(read).toMatchObject({ settings: { zone: 'Europe/Berlin' }, digests: [{ zone: 'America/New_York' }] });
});

test('an empty file follows nothing', () => {
  expect(readSetup('')).toEqual({ version: 1, sources: [] });
});
