import { expect, test } from 'vitest';
import { readCases } from '../../bench/story-cases/read.ts';
import { scoreStories } from '../../bench/story-cases/score.ts';
import { fingerprintOf } from '../../src/stories/fingerprint.ts';
import { createStories, type StoryOptions } from '../../src/stories/place.ts';

const HOUR_MS = 3_600_000;
const QUAKE =
  'A magnitude 6.9 earthquake struck southern Peru before dawn, killing nine people near Arequipa. Rescue teams searched the rubble in Camana with dogs and schools were closed across the region until Thursday, the governor said.';

test('the same event in other words joins its story', () => {
  const { place } = desk();
  const first = place({ title: 'Strong earthquake hits southern Peru', text: QUAKE });
  const second = place({
    title: 'Nine dead as tremor shakes Arequipa',
    text: 'Rescuers in Peru dug through collapsed homes in Camana after a 6.9-magnitude tremor near Arequipa.',
    hour: 3,
  });
  expect(second.story.id).toBe(first.story.id);
  expect(second.copyOf).toBeNull();
});

test('an event of the same kind elsewhere is a story of its own', () => {
  const { place } = desk();
  const first = place({ title: 'Strong earthquake hits southern Peru', text: QUAKE });
  const second = place({
    title: 'Strong earthquake hits eastern Turkey',
    text: QUAKE.replace('southern Peru', 'eastern Turkey')
      .replace('Arequipa', 'Bingol')
      .replace('in Camana', 'in Solhan')
      .replace('nine', '14'),
    hour: 30,
  });
  expect(second.story.id).not.toBe(first.story.id);
});

test('a syndicated copy is one article with several addresses, cut or not', () => {
  const { place } = desk();
  const first = place({ title: 'Strong earthquake hits southern Peru', text: QUAKE });
  const copy = place({ title: 'Peru quake', text: `By our staff. ${QUAKE}`, hour: 2 });
  expect(copy).toMatchObject({ copyOf: first.story.id, story: { id: first.story.id } });
});

test('one address under two spellings is one article', () => {
  const { place } = desk();
  place({ url: 'https://outlet.example/quake', title: 'Strong earthquake hits southern Peru', text: QUAKE });
  const again = place({
    url: 'https://m.outlet.example/quake?utm_source=rss',
    title: 'Now in other words',
    text: '',
    hour: 1,
  });
  expect(again.copyOf).toBe('a0');
});

test('a story takes articles until 72 hours after its last one; then a new story follows it', () => {
  const { place } = desk();
  const first = place({ title: 'Peru earthquake kills nine', text: QUAKE });
  const later = place({
    title: 'Peru earthquake: rubble in Camana searched',
    text: 'Rescue teams with dogs still search Camana near Arequipa after the magnitude 6.9 earthquake in Peru.',
    hour: 71,
  });
  const much = place({
    title: 'Peru earthquake: Camana rebuilt',
    text: 'Rubble of the magnitude 6.9 earthquake is gone from Camana near Arequipa in southern Peru.',
    hour: 71 + 73,
  });
  expect(later.story.id).toBe(first.story.id);
  expect(much.story).toMatchObject({ id: 'a2', follows: first.story.id });
});

test('articles without text, without title or without both find their place or stay alone', () => {
  const { place } = desk();
  const first = place({ title: 'Peru earthquake kills nine near Arequipa', text: QUAKE });
  expect(place({ title: 'Nine killed by earthquake near Arequipa, Peru', text: '' }).story.id).toBe(first.story.id);
  expect(place({ title: '', text: QUAKE.slice(0, 120) }).story.id).toBe(first.story.id);
  expect(place({ title: '', text: '' }).story.id).toBe('a3');
  expect(place({ title: '', text: '' }).story.id).toBe('a4');
});

test.each([
  [
    'German',
    [
      'Retter suchen in Bingöl nach Verschütteten',
      'Nach dem Erdbeben in der türkischen Provinz Bingöl haben Helfer die Nacht nach Verschütteten gesucht.',
    ],
    [
      'Erdbeben in Bingöl: 14 Tote',
      'Bei dem Erdbeben in der Provinz Bingöl sind 14 Menschen ums Leben gekommen, Helfer suchen Verschüttete.',
    ],
    [
      'Bahn und Gewerkschaft einigen sich',
      'Die Bahn und die Gewerkschaft der Lokführer haben sich auf einen neuen Tarifvertrag geeinigt.',
    ],
  ],
  [
    'Japanese',
    ['東京で地震、けが人なし', '東京都で3日朝、震度4の地震があった。気象庁によると、津波の心配はないという。'],
    ['東京で震度4 津波の心配なし', '3日朝、東京で震度4を観測する地震があり、気象庁は津波の心配はないと発表した。'],
    ['日銀、政策金利を引き上げ', '日本銀行は3日、政策金利を0.5%に引き上げることを決めた。'],
  ],
])('events are told apart in %s too', (_, first, second, other) => {
  const { place } = desk();
  const ids = [first, second, other].map(([title = '', text = '']) => place({ title, text }).story.id);
  expect(ids).toEqual(['a0', 'a0', 'a2']);
});

test('what was live is forgotten beyond the bound, and the desk goes on', () => {
  const { place } = desk({ maxArticles: 3 });
  const first = place({ title: 'Peru earthquake kills nine near Arequipa', text: QUAKE });
  for (const town of ['Oslo', 'Ghent', 'Milan'])
    place({ title: `Tram fares doubled in ${town}`, text: `The council of ${town} has doubled its fares.` });
  expect(place({ title: 'Peru earthquake kills nine near Arequipa', text: QUAKE }).story.id).not.toBe(first.story.id);
});

test('an article that comes twice under one id is held once', () => {
  const stories = createStories();
  const reported = { id: 'x', url: 'https://outlet.example/x', title: 'Peru earthquake', text: QUAKE, published: 0 };
  stories.place(fingerprintOf(reported));
  expect(stories.place(fingerprintOf(reported)).story.id).toBe('x');
});

test('a desk restored from what was stored goes on as if it had never stopped', () => {
  const articles = readCases()
    .flatMap((each) => each.articles)
    .toSorted((one, other) => one.published - other.published);
  const [before, after] = [articles.slice(0, 150), articles.slice(150)];
  const steady = createStories();
  const restored = createStories();
  for (const article of before) restored.restore(fingerprintOf(article), steady.place(fingerprintOf(article)));
  for (const article of after)
    expect(restored.place(fingerprintOf(article))).toEqual(steady.place(fingerprintOf(article)));
});

test('our harder cases are told apart, each alone and all at once', () => {
  const cases = readCases();
  expect(cases.length).toBeGreaterThanOrEqual(60);
  const alone = cases.map(({ articles }) => scoreStories(placed(articles)).bCubed);
  expect(alone.reduce((sum, score) => sum + score, 0) / alone.length).toBeGreaterThanOrEqual(0.9);
  const all = cases.flatMap(({ articles }) => articles).toSorted((one, other) => one.published - other.published);
  expect(scoreStories(placed(all)).bCubed).toBeGreaterThanOrEqual(0.9);
});

function placed(articles: ReturnType<typeof readCases>[number]['articles']) {
  const { place } = createStories();
  return articles.map((article) => ({ event: article.event, story: place(fingerprintOf(article)).story.id }));
}

/** Articles a0, a1, … from outlets of their own. */
function desk(options: StoryOptions = {}) {
  const stories = createStories(options);
  let count = 0;
  return {
    place({ url, title, text, hour = 0 }: { url?: string; title: string; text: string; hour?: number }) {
      const id = `a${count}`;
      count += 1;
      const published = Date.UTC(2025, 2, 3) + hour * HOUR_MS;
      return stories.place(fingerprintOf({ id, url: url ?? `https://${id}.example/`, title, text, published }));
    },
  };
}
