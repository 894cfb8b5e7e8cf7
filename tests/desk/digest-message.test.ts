import { expect, test } from 'vitest';
import { messageSchema } from '../../src/chat/message.ts';
import { renderDigest } from '../../src/desk/digest-message.ts';
import { fitsEverywhere } from '../../src/desk/message-room.ts';
import { composeDigest } from '../../src/digests/compose.ts';
import type { Digest, StoryToTell } from '../../src/news/digest.ts';
import { formatMessage as formatDiscord } from '../../src/platforms/discord/format.ts';
import { formatMessage as formatSlack } from '../../src/platforms/slack/format.ts';
import { seeded } from '../digests/seeded.ts';

const FRAME = {
  ...{ title: 'Morning · Tue 24 Nov 2026, 08:00', zone: 'Europe/Berlin', postKey: 'a'.repeat(20), notes: ['A note.'] },
  linkOf: () => `https://chat.example/${'x'.repeat(100)}`,
};
/** Words as outlets write them, and characters that platforms have to set marks before. */
const WORDS = [
  'harbour',
  'ferry',
  '*bold*',
  '_under_',
  '~~',
  '||',
  '<@123>',
  '@everyone',
  '[a](b)',
  '`',
  'Zürich',
  '漢字',
  '#',
  '>',
  '-',
  '1.',
];

type Random = ReturnType<typeof seeded>;

function textOf(random: Random, most: number): string {
  const length = 1 + random.below(most);
  return Array.from({ length }, () => random.pick(WORDS)).join(' ');
}

function storyOf(random: Random, at: number): StoryToTell {
  const claims = Array.from({ length: random.below(4) }, () => ({
    ...{
      text: textOf(random, 60),
      sentenceIds: [1],
      origin: random.below(10) < 5 ? ('quoted' as const) : ('written' as const),
    },
  }));
  const sources = Array.from({ length: 1 + random.below(9) }, (_, place) => ({
    name: textOf(random, 6),
    url: `https://paper.example/${'(path)/'.repeat(random.below(80))}${at}-${place}`,
    section: random.below(10) < 3 ? textOf(random, 3) : null,
  }));
  const follows = random.below(10) < 3 ? { ref: 'chat:1', at: Date.UTC(2026, 10, 23) } : null;
  return { id: String(at), title: textOf(random, 30), claims, sources, lastPublished: at, follows };
}

test.each(Array.from({ length: 60 }, (_, seed) => seed))(
  'any stories make a message of which every platform shows all (%i)',
  (seed) => {
    const random = seeded(seed);
    const count = random.below(30);
    const stories = Array.from({ length: count }, (_, at) => storyOf(random, at));
    const fits = (digest: Digest) => fitsEverywhere(renderDigest(digest, FRAME));
    const { digest, capped } = composeDigest(stories, { perSource: 10, maxStories: 10, fits });
    const message = renderDigest(digest, FRAME);
    expect(messageSchema.safeParse(message).success).toBe(true);
    const told = digest.sections.flatMap((section) => section.stories);
    expect(told.length + capped.length).toBe(count);
    expect(count > 0 && told.length === 0).toBe(false);
    const said = JSON.stringify([formatDiscord(message), formatSlack(message)]);
    expect(said).not.toMatch(/… \d+ more (?:line|part)/);
    expect(formatSlack(message).blocks.length).toBeLessThanOrEqual(50);
  },
);

test('only stories that several articles tell can be compared, each by its number in the post', () => {
  const random = seeded(7);
  const [one, other] = [storyOf(random, 1), storyOf(random, 2)];
  const source = { name: 'The Paper', url: 'https://paper.example/1', section: null };
  const stories = [
    { ...one, title: 'Told by one', sources: [source] },
    { ...other, title: 'Told by two', sources: [source, { ...source, name: 'The Other' }] },
  ];
  const message = renderDigest({ sections: [{ name: null, stories }], more: 0 }, FRAME);
  expect(message.menus).toEqual([expect.objectContaining({ command: 'coverage', choices: ['2. Told by two'] })]);
});
