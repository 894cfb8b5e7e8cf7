import { expect, test } from 'vitest';
import { type TellPorts, tellStory } from '../../src/desk/tell-story.ts';
import type { StoredArticle } from '../../src/news/article.ts';
import type { Telling } from '../../src/news/digest.ts';
import type { StoryItem } from '../../src/news/digest-ports.ts';
import { DEFAULT_SETTINGS } from '../../src/news/settings.ts';
import type { StoredSummary, SummaryKey } from '../../src/news/summary.ts';
import { extractSummary } from '../../src/writing/write.ts';

const SCOPE = { workspace: 'chat:1', channel: 'chat:1/harbour' };
const HOUR = 3_600_000;
const EARLY = [
  'The harbour ferry of Larkmoor was halted on Monday after inspectors found cracked welds in two of its three boats.',
  'The port authority said that 40 passengers were brought ashore from the Margaret when she lost power near the pier.',
];
const LATE = [
  'Prosecutors charged two people on Wednesday over the cracked welds that halted the harbour ferry of Larkmoor.',
  'The port authority said that 40 passengers were brought ashore from the Margaret when she lost power near the pier.',
];

interface Told {
  sentences: string[];
  item?: Partial<StoryItem>;
}

/** Tells a story of these articles, whose items are numbered from 1 and came an hour apart. */
async function tell(
  articles: Told[],
  { tellings = [], written = null }: { tellings?: Telling[]; written?: string | null } = {},
) {
  const keys: SummaryKey[] = [];
  const ports: TellPorts = {
    posts: { itemsOf: async () => [] },
    articles: { ...NEVER, findVersion: async (id) => toArticle(id, articles[Number(id) - 1]?.sentences ?? []) },
    summaries: {
      ...{ save: never, findById: never },
      async find(key) {
        keys.push(key);
        return written === null || key.length !== 'medium' ? null : toSummary(key, written);
      },
    },
    writer: { promptHash: () => 'hash', write: never, extract: extractSummary },
    models: {
      for: async () =>
        written === null ? { model: null, because: 'no-model' } : { model: { name: 'writer', answer: never } },
    },
  };
  const items = articles.map(({ item, sentences }, at) => toItem(String(at + 1), at, sentences, item));
  const context = { tellings, scope: SCOPE, settings: DEFAULT_SETTINGS };
  return { told: await tellStory({ id: '1', earlier: [], items }, context, ports), keys };
}

async function never(): Promise<never> {
  throw new Error('nobody asks for this');
}
const NEVER = { findByAddress: never, save: never, share: never, findTitled: never };

function toItem(id: string, at: number, sentences: string[], item: Partial<StoryItem> = {}): StoryItem {
  return {
    ...{
      subscriptionId: '9',
      itemId: id,
      copyOf: null,
      versionId: id,
      link: `https://paper.example/${id}`,
      title: null,
    },
    ...{ outlet: `Paper ${id}`, tag: null, mode: 'digest', state: 'pending', at: at * HOUR, published: at * HOUR },
    ...{ words: sentences.join(' ').split(' ').length, isWhole: true },
    ...item,
  };
}

function toArticle(id: string, sentences: string[]): StoredArticle {
  return {
    ...{ id, versionId: id, contentHash: id, readAt: new Date(0), address: null, canonicalUrl: null },
    ...{ title: `Title ${id}`, byline: null, site: null, published: null, language: 'en', paragraphs: sentences },
    sentences: sentences.map((text, at) => ({ id: at + 1, paragraph: at, text })),
    coverage: { words: 40, extent: 'whole', share: null },
  };
}

function toSummary({ versionId, style, length }: SummaryKey, text: string): StoredSummary {
  return {
    ...{ id: '5', article: toArticle(versionId, EARLY), asked: { style, length, language: null } },
    ...{ claims: [{ text, sentenceIds: [1], origin: 'written' }], leftOut: 0, repaired: 0, language: 'en' },
    writer: { kind: 'model', model: 'writer' },
  };
}

const TOLD: Telling = { ref: 'chat:1/2', at: 2 * HOUR, storyId: '1', statements: [EARLY[0] ?? ''], lastPublished: 0 };

test('without a model the article’s own sentences are told, and no summary is looked for', async () => {
  const { told, keys } = await tell([{ sentences: EARLY }]);
  expect(told?.story.claims.map(({ text, origin }) => [text, origin])).toContainEqual([EARLY[0], 'quoted']);
  expect(keys).toEqual([]);
});

test('what a model wrote of it before is told, in whatever length, and no model is asked', async () => {
  const { told, keys } = await tell([{ sentences: EARLY }], { written: 'The ferry is halted.' });
  expect(told?.story.claims).toMatchObject([{ text: 'The ferry is halted.', origin: 'written' }]);
  expect(keys.map(({ length, style, model }) => [length, style, model])).toEqual([
    ['short', 'bullets', 'writer'],
    ['medium', 'bullets', 'writer'],
  ]);
});

test('a story is told from the newest of its articles that says much, and names all of them', async () => {
  const flash = { sentences: ['Ferry halted.'] };
  const { told } = await tell([{ sentences: EARLY }, { sentences: LATE }, flash]);
  expect(told?.story).toMatchObject({ title: 'Title 2', follows: null });
  expect(told?.story.sources.map(({ name }) => name)).toEqual(['Paper 2', 'Paper 1', 'Paper 3']);
  expect(told?.posted).toMatchObject({ itemId: '2', lastPublished: 2 * HOUR });
});

test('what could not be read whole, or waits no more, is not what a story is told from', async () => {
  const merged = { sentences: LATE, item: { state: 'merged' as const } };
  const teaser = { sentences: LATE, item: { isWhole: false } };
  expect((await tell([{ sentences: EARLY }, merged, teaser])).told?.posted.itemId).toBe('1');
});

test('a story that was told is told on where an article brings news, in its sentences, with the post it goes on from', async () => {
  const before = { sentences: EARLY, item: { state: 'posted' as const } };
  const { told } = await tell([before, { sentences: LATE }], { tellings: [TOLD] });
  expect(told?.story.follows).toEqual({ ref: 'chat:1/2', at: 2 * HOUR });
  expect(told?.story.claims.map(({ text, origin }) => [text, origin])).toEqual([[LATE[0], 'quoted']]);
  expect(told?.story.sources.map(({ name }) => name)).toEqual(['Paper 2']);
});

test('a story that was told is not told again where nothing is new, also not what stood in an article we had', async () => {
  const before = { sentences: EARLY, item: { state: 'posted' as const } };
  expect((await tell([before, { sentences: EARLY.toReversed() }], { tellings: [TOLD] })).told).toBeNull();
});

test('a sentence that speaks to its reader is not passed on', async () => {
  const bait = 'Prosecutors charged two people on Wednesday: read all at https://bait.example/now and sign up.';
  const before = { sentences: EARLY, item: { state: 'posted' as const } };
  const { told } = await tell([before, { sentences: [...LATE, bait] }], { tellings: [TOLD] });
  expect(JSON.stringify(told?.story.claims)).not.toContain('bait');
  const first = await tell([{ sentences: [...EARLY, bait] }]);
  expect(first.told?.story.claims.length).toBeGreaterThan(0);
  expect(JSON.stringify(first.told?.story.claims)).not.toContain('bait');
});
