import { expect, test } from 'vitest';
import { explain } from '../../src/desk/why.ts';
import { type Fate, type Followed, type ItemState, PLAIN_SUBSCRIPTION } from '../../src/news/subscription.ts';
import { newHealth } from '../../src/sources/health.ts';
import { harbour } from '../store/scopes.ts';

const NOW = new Date('2026-11-24T12:00:00Z');
const LINK = 'https://paper.example/pier';

function fate(state: ItemState, reason: string | null): Fate {
  const said = { link: LINK, title: 'The pier closes', author: null, published: null, updated: null, text: null };
  return {
    item: {
      ...said,
      id: 'a',
      identity: 'a',
      itemId: '1',
      sourceId: '1',
      versionId: null,
      hasContent: false,
      language: null,
      firstSeen: NOW,
      changedAt: null,
    },
    subscription: {
      ...PLAIN_SUBSCRIPTION,
      ...harbour,
      id: '1',
      sourceId: '1',
      addedBy: 'chat:@ada',
      addedAt: NOW,
      visibility: 'workspace',
    },
    ...{ sourceTitle: 'The Paper', state, reason, at: NOW },
  };
}

const followed: Followed = {
  ...fate('pending', null).subscription,
  source: { url: 'https://www.paper.example/feed', kind: 'feed', pattern: null },
  ...{
    sourceTitle: 'The Paper',
    health: newHealth(NOW.getTime()),
    polledAt: NOW,
    reachedAt: NOW,
    trouble: null,
    nextPollAt: NOW,
    isIdle: false,
  },
};

async function why(fates: Fate[], sources: Followed[] = []): Promise<string> {
  const ports = { items: { fatesOf: async () => fates }, sources: { ofChannel: async () => sources } };
  const { blocks } = await explain(LINK, harbour, ports);
  return blocks.map((block) => ('text' in block ? block.text : '')).join('\n');
}

test.each<[ItemState, string | null, string]>([
  ['baseline', null, 'There before: it is no news to this channel and is not posted.'],
  ['baseline', 'it is dated from before the source was added', 'not posted, because it is dated from before'],
  ['pending', null, 'Waiting: it will be posted with what comes next here.'],
  ['held', 'these are quiet hours', 'Held back for now, because these are quiet hours.'],
  ['merged', null, 'Merged: another article here tells the same'],
  ['filtered', '“fair” is in the title', 'Filtered: it is not posted, because “fair” is in the title.'],
  ['capped', null, 'Capped: there was more than this channel takes'],
  ['posted', null, 'Posted here.'],
  [
    'failed',
    'its server could not be reached',
    'Failed: it could not be posted, because its server could not be reached.',
  ],
])('what is %s (because: %s) says so, and where it came from', async (state, reason, words) => {
  const text = await why([fate(state, reason)]);
  expect(text).toContain('The pier closes');
  expect(text).toContain(words);
  expect(text).toContain('From The Paper · first seen 2026-11-24 12:00 UTC');
});

test('an address that no source told names the sources of its site and how they do', async () => {
  expect(await why([], [followed])).toContain('The Paper: well, asked 2026-11-24 12:00 UTC');
  expect(await why([])).toContain('none is followed from its site');
});
