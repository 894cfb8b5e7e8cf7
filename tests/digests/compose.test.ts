import { describe, expect, test } from 'vitest';
import { composeDigest, type DigestBounds } from '../../src/digests/compose.ts';
import type { Digest, StoryToTell } from '../../src/news/digest.ts';
import { seeded } from './seeded.ts';

const ROOMY: DigestBounds = { perSource: 100, maxStories: 100, fits: () => true };

/** "a Post,Echo 5": story a, told by the Post and the Echo, last at 5. A source's section stands after a slash. */
function story(line: string, claims = ['It happened.']): StoryToTell {
  const [id = '', outlets = '', last = '0'] = line.split(' ');
  return {
    id,
    title: `About ${id}`,
    claims: claims.map((text) => ({ text, sentenceIds: [1], origin: 'quoted' })),
    sources: outlets.split(',').map((outlet, i) => {
      const [name = '', section = null] = outlet.split('/');
      return { name, url: `https://${name}.example/${id}-${i}`, section };
    }),
    lastPublished: Number(last),
    follows: null,
  };
}

function compose(lines: string[], bounds: Partial<DigestBounds> = {}) {
  return composeDigest(
    lines.map((line) => story(line)),
    { ...ROOMY, ...bounds },
  );
}

/** "Town: a b | c" */
function shown({ sections }: Digest): string {
  const lines = sections.map(
    ({ name, stories }) => `${name ? `${name}: ` : ''}${stories.map(({ id }) => id).join(' ')}`,
  );
  return lines.join(' | ');
}

test.each([
  ['the most covered first', ['a Post 9', 'b Post,Echo 1', 'c Post,Echo,Mail 0'], 'c b a'],
  ['of equally covered ones the newest first', ['a Post 1', 'b Echo 3', 'c Mail 2'], 'b c a'],
  ['the same order whatever order they come in', ['c Post 1', 'a Post 1', 'b Post 1'], 'a b c'],
  ['two articles of one outlet count once', ['a Post,post,Post 1', 'b Echo,Mail 1'], 'b a'],
  ['one section under no head', ['a Post 2', 'b Echo 1'], 'a b'],
  [
    'sections by their first stories',
    ['a Post/Town 3', 'b Echo/Sport,Mail/Sport 1', 'c Post/Town 2'],
    'Sport: b | Town: a c',
  ],
  ['what has no section last', ['a Post,Echo 3', 'b Mail/Town 1'], 'Town: b | a'],
  ['a story is in the section most of its sources are in', ['a Post/Town,Echo/Sport,Mail/sport 3'], 'Sport: a'],
  ['a source without a section does not vote', ['a Post,Echo,Mail/Town 3'], 'Town: a'],
  ['nothing from nothing', [], ''],
])('%s', (_, lines, expected) => {
  const { digest, capped } = compose(lines);
  expect(shown(digest)).toBe(expected);
  expect([digest.more, capped]).toEqual([0, []]);
});

describe('so many of one outlet at most', () => {
  test.each([
    ['the rest is capped', ['a Post 4', 'b Post 3', 'c Post 2', 'd Echo 1'], 2, 'a b d', ['c']],
    [
      'what another outlet tells too is told',
      ['a Post 4', 'b Post,Echo 9', 'c Post,Echo 8', 'd Post 1'],
      1,
      'b c',
      ['a', 'd'],
    ],
    ['upper and lower case are one outlet', ['a Post 4', 'b POST 3'], 1, 'a', ['b']],
  ])('%s', (_, lines, perSource, expected, over) => {
    const { digest, capped } = compose(lines, { perSource });
    expect(shown(digest)).toBe(expected);
    expect(capped).toEqual(over.map((id) => ({ id, because: 'perSource' })));
    expect(digest.more).toBe(over.length);
  });
});

describe('within the room there is', () => {
  const six = ['f P1', 'e P2', 'd P3', 'c P4', 'b P5', 'a P6'].map((line, i) => `${line} ${i}`);

  test('whole stories are dropped from the end, and counted', () => {
    const { digest, capped } = compose(six, { fits: ({ sections }) => (sections[0]?.stories.length ?? 0) <= 4 });
    expect(shown(digest)).toBe('a b c d');
    expect(digest.more).toBe(2);
    expect(capped).toEqual(['e', 'f'].map((id) => ({ id, because: 'room' })));
  });

  test('a first story that is too long loses statements from its end', () => {
    const long = story('a Post', ['One.', 'Two.', 'Three.']);
    const { digest } = composeDigest([long], { ...ROOMY, fits: (one) => lengthOf(one) <= 'About a'.length + 10 });
    expect(digest.sections[0]?.stories[0]?.claims.map(({ text }) => text)).toEqual(['One.', 'Two.']);
  });

  test('a first story that fits in no form gives way to the next', () => {
    const huge = { ...story('a Post 9'), title: 'x'.repeat(5000) };
    const { digest, capped } = composeDigest([huge, story('b Echo 1')], {
      ...ROOMY,
      fits: (one) => lengthOf(one) < 4000,
    });
    expect(shown(digest)).toBe('b');
    expect(capped).toEqual([{ id: 'a', because: 'room' }]);
  });
});

test('any number of stories of any size fits, is told in order, and every story is told or capped, once', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = seeded(seed);
    const stories = Array.from({ length: random.below(seed % 10 === 0 ? 400 : 30) }, (_, i) => anyStory(random, i));
    const perSource = 1 + random.below(6);
    const bounds = {
      perSource,
      maxStories: 25,
      fits: (one: Digest) => lengthOf(one) <= 4000 && componentsOf(one) <= 30,
    };
    const { digest, capped } = composeDigest(stories, bounds);
    const told = digest.sections.flatMap((section) => section.stories);
    expect(bounds.fits(digest)).toBe(true);
    expect([...told, ...capped].map(({ id }) => id).sort()).toEqual(stories.map(({ id }) => id).sort());
    expect(digest.more).toBe(capped.length);
    const noRoom = stories.filter(({ id }) => capped.some((one) => one.id === id && one.because === 'room'));
    const lastTold = told.toSorted(byRank).at(-1);
    expect(noRoom.filter((one) => lastTold && byRank(one, lastTold) < 0)).toEqual([]);
    expect(stories.length === 0 || told.length > 0).toBe(true);
    for (const section of digest.sections) expect(section.stories).toEqual(section.stories.toSorted(byRank));
    expect(
      told.slice(1).every(({ id, claims }) => claims.length === stories.find((one) => one.id === id)?.claims.length),
    ).toBe(true);
    const alone = [
      ...Map.groupBy(
        told.filter(({ sources }) => outlets(sources) === 1),
        ({ sources }) => sources[0]?.name,
      ),
    ];
    expect(alone.every(([, ofOne]) => ofOne.length <= perSource)).toBe(true);
  }
});

function anyStory({ below, pick }: ReturnType<typeof seeded>, i: number): StoryToTell {
  const outlet = () => pick(['Post', 'Echo/Town', 'Mail/Sport', 'Star', 'Gull/Town']);
  const sources = Array.from({ length: 1 + below(4) }, outlet).join(',');
  const claims = Array.from({ length: below(4) }, () => 'word '.repeat(below(80)));
  return story(`s${i} ${sources} ${below(50)}`, claims);
}

function byRank(one: StoryToTell, other: StoryToTell): number {
  return (
    outlets(other.sources) - outlets(one.sources) ||
    other.lastPublished - one.lastPublished ||
    (one.id < other.id ? -1 : 1)
  );
}

function outlets(sources: StoryToTell['sources']): number {
  return new Set(sources.map(({ name }) => name)).size;
}

/** A stand-in for a platform: the characters of titles, statements, heads and the last line. */
function lengthOf({ sections, more }: Digest): number {
  const stories = sections.flatMap((section) => section.stories);
  const texts = [
    ...sections.map(({ name }) => name ?? ''),
    ...stories.flatMap(({ title, claims }) => [title, ...claims.map(({ text }) => text)]),
  ];
  return texts.join('').length + (more > 0 ? `… and ${more} more`.length : 0);
}

function componentsOf({ sections, more }: Digest): number {
  const heads = sections.filter(({ name }) => name !== null).length;
  return heads + sections.flatMap(({ stories }) => stories).length + (more > 0 ? 1 : 0);
}
