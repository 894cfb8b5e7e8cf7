import { expect, test } from 'vitest';
import { judgeStory, type StoryNow } from '../../src/digests/told.ts';
import type { Telling } from '../../src/news/digest.ts';
import { findNew } from '../../src/stories/development.ts';

/** Hour 10 is when the first telling was made, of articles up to hour 9. */
const FIRE: Telling = {
  storyId: 'fire',
  ref: 'local:town/1',
  at: 10,
  lastPublished: 9,
  statements: ['A fire at the Dorford mill killed nine people.', 'The cause is not known, the mayor Ann Price said.'],
};

/** The same, when nothing is kept of it but that it was told. */
const FORGOTTEN: Telling = { ...FIRE, statements: [] };

/** An article published at that hour. */
function article(published: number, ...sentences: string[]) {
  return { id: `at-${published}`, published, sentences: sentences.map((text, i) => ({ id: i + 1, text })) };
}

function judge(articles: StoryNow['articles'], told: Telling[] = [FIRE], story: Partial<StoryNow> = {}) {
  return judgeStory({ id: 'fire', earlier: [], articles, ...story }, told, findNew);
}

const SAME = 'Nine people died in the fire at the Dorford mill.';
const TOLL = 'The fire at the Dorford mill has now killed 14 people.';
const ARREST = 'Police in Dorford arrested Karl Winter over the mill fire.';
const FILLER = ['The streets were empty.', 'Nobody slept.', 'The water was cold.'];

test.each([
  ['was never told', judge([article(5, SAME)], []), 'whole'],
  ['is another one than was told', judge([article(12, TOLL)], [{ ...FIRE, storyId: 'flood' }]), 'whole'],
  ['has no newer article', judge([article(5, SAME)]), 'skip'],
  ['has a newer article that tells the same', judge([article(12, SAME)]), 'skip'],
  ['has an older article with another number', judge([article(8, TOLL)]), 'skip'],
  ['has a higher toll', judge([article(12, TOLL)]), 'new'],
  ['has a higher toll far down', judge([article(12, SAME, ...FILLER, TOLL)]), 'new'],
  ['has a new name in the lead', judge([article(12, ARREST)]), 'new'],
  ['has a new name far down', judge([article(12, SAME, ...FILLER, ARREST)]), 'skip'],
  [
    'has a newer article that tells what an older one did',
    judge([article(5, SAME, ARREST), article(12, ARREST)]),
    'skip',
  ],
  ['has one voice more', judge([article(12, SAME, '"We will rebuild every wall of it," a worker said.')]), 'skip'],
  ['follows one that was told', judge([article(900, ARREST)], [FIRE], { id: 'arrest', earlier: ['fire'] }), 'new'],
  [
    'follows one that was told with nothing new',
    judge([article(900, SAME)], [FIRE], { id: 'again', earlier: ['fire'] }),
    'skip',
  ],
  [
    'follows one that follows one that was told',
    judge([article(900, ARREST)], [FIRE], { id: 'trial', earlier: ['arrest', 'fire'] }),
    'new',
  ],
  ['was told in words that are forgotten, as are its articles', judge([article(12, TOLL)], [FORGOTTEN]), 'skip'],
  [
    'was told in words that are forgotten, while an article of then is kept',
    judge([article(5, SAME), article(12, TOLL)], [FORGOTTEN]),
    'new',
  ],
  [
    'follows one that was told in words that are forgotten',
    judge([article(900, ARREST)], [FORGOTTEN], { id: 'arrest', earlier: ['fire'] }),
    'whole',
  ],
] as const)('a story that %s', (_, judgement, expected) => {
  expect(judgement.kind).toBe(expected);
});

test('what is new comes with the post that told it last', () => {
  const second = { ...FIRE, ref: 'local:town/2', at: 20, lastPublished: 19, statements: [TOLL] };
  const step = judge(
    [article(15, ARREST), article(22, 'The fire at the Dorford mill has now killed 16 people.')],
    [second, FIRE],
  );
  expect(step).toMatchObject({ kind: 'new', since: { ref: 'local:town/2', at: 20 }, articleId: 'at-22' });
});

test('what was told as new is not told again, nor what was told first', () => {
  const second = { ...FIRE, ref: 'local:town/2', at: 20, lastPublished: 19, statements: [TOLL] };
  expect(judge([article(22, TOLL, 'Ann Price, the mayor, was there.')], [FIRE, second]).kind).toBe('skip');
});

test('of several newer articles the one with most that is new is told', () => {
  const step = judge([article(12, TOLL, ARREST), article(13, ARREST)]);
  expect(step).toMatchObject({
    kind: 'new',
    articleId: 'at-12',
    sentences: [{ sentence: TOLL }, { sentence: ARREST }],
  });
});

test('only the sentences that tell the development are handed on', () => {
  const step = judge([
    article(12, ARREST, ...FILLER, 'Ben Lowe of the brigade was there.', TOLL, '"It was dark," a worker said.'),
  ]);
  expect(step).toMatchObject({ kind: 'new', sentences: [{ sentence: ARREST }, { sentence: TOLL }] });
});
