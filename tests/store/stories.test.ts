import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { createItems } from '../../src/store/items.ts';
import { fingerprintOf } from '../../src/stories/fingerprint.ts';
import { createStories } from '../../src/stories/place.ts';
import { testDatabase } from '../doubles/database.ts';
import { item, NOW, storyDesk } from './story-desk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FERRY =
  'The harbour ferry of Larkmoor was halted on Monday after inspectors found cracked welds in two of its three boats, the port authority said.';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const desk = () => storyDesk(database);

function longer(text: string): string {
  const rest =
    'Repairs could cost as much as two million, according to the report that was shown to the town council on Monday evening.';
  return `${text} ${rest} The boats stay at the quay until spring, and buses run along the coast road instead every half hour.`;
}

test('what waits is handed out once, and again when its lease is over', async () => {
  const { tell, claim } = desk();
  await tell([item('a', FERRY), item('b', FERRY)]);
  const [first, second] = await claim();
  expect([first?.attempts, second?.attempts]).toEqual([1, 1]);
  expect(await claim()).toEqual([]);
  const again = await claim(NOW + 6 * MINUTE);
  expect(again.map(({ item, attempts }) => [item.title, attempts])).toEqual([
    ['Title a', 2],
    ['Title b', 2],
  ]);
});

test('what was placed is not handed out again, and a desk that starts anew finds its stories as they were', async () => {
  const { tell, claim, place, book } = desk();
  await tell([item('a', longer(FERRY), 'Larkmoor ferry halted after cracked welds found')]);
  const { mark } = await book.placedAfter('0', 0);
  const [placed] = await place(await claim());
  expect(await claim(NOW + HOUR)).toEqual([]);
  const restored = createStories();
  const since = await book.placedAfter(mark, 0);
  expect(since.placed.map(({ fingerprint }) => fingerprint)).toEqual([placed?.fingerprint]);
  for (const { fingerprint, placement } of since.placed) restored.restore(fingerprint, placement);
  const later = fingerprintOf({
    ...{ id: 'later', url: 'https://coast.example/1', published: NOW + HOUR },
    title: 'Cracked welds halt the Larkmoor harbour ferry',
    text: 'Inspectors of the port authority found cracked welds, and the Larkmoor ferry stays at the quay.',
  });
  expect(restored.place(later).story.id).toBe(placed?.placement.story.id);
});

test('a copy beside its original is merged with it; one that stands alone in its channel waits on', async () => {
  const { tell, claim, place, open } = desk();
  const other = desk();
  const text = longer(FERRY);
  const stories = createStories();
  await tell([item('a', text), item('b', text, 'The same from an agency')]);
  await other.tell([item('c', text, 'The same elsewhere')]);
  await place(await claim(), stories);
  await other.place(await other.claim(NOW + 6 * MINUTE), stories);
  expect(await open()).toEqual(['Title a']);
  expect(await other.open()).toEqual(['The same elsewhere']);
});

test('what can’t be read has failed wherever it waits, and why is kept', async () => {
  const { tell, claim, book, open, scope } = desk();
  await tell([item('a', FERRY)]);
  const [unread] = await claim();
  await book.giveUp(unread?.item.itemId ?? '', 'its server could not be reached', NOW);
  expect(await open()).toEqual([]);
  const counts = await createItems(database.db).countStates(scope.channel);
  expect(counts.map(({ state, count }) => [state, count])).toEqual([['failed', 1]]);
});
