import { expect, test } from 'vitest';
import { pickSource, suggestSources } from '../../src/desk/pick-source.ts';
import { type Followed, PLAIN_SUBSCRIPTION } from '../../src/news/subscription.ts';
import { newHealth } from '../../src/sources/health.ts';
import { harbour } from '../store/scopes.ts';

const NOW = new Date('2026-11-24T12:00:00Z');

function followed(id: string, sourceTitle: string | null, url: string): Followed {
  return {
    ...{ ...PLAIN_SUBSCRIPTION, ...harbour, id, sourceId: id, addedBy: 'chat:@ada', addedAt: NOW, sourceTitle },
    ...{ visibility: 'workspace', source: { url, kind: 'feed', pattern: null }, health: newHealth(NOW.getTime()) },
    ...{ polledAt: null, reachedAt: null, trouble: null, nextPollAt: NOW, isIdle: false },
  };
}

const ALL = [
  followed('7', 'Harbour Post', 'https://post.example/feed'),
  followed('8', 'Harbour Post Sport', 'https://post.example/sport'),
  followed('9', null, 'https://untitled.example/feed?token=secret'),
];
const ports = { sources: { ofChannel: async (channel: string) => (channel === harbour.channel ? ALL : []) } };

test.each([
  ['7', '7'],
  ['harbour post', '7'],
  ['https://post.example/sport', '8'],
  ['sport', '8'],
  ['untitled', '9'],
])('“%s” is the source %s', async (typed, id) => {
  expect((await pickSource(typed, harbour, ports)).id).toBe(id);
});

test('what fits several sources, or none, is asked about', async () => {
  await expect(pickSource('post', harbour, ports)).rejects.toThrow(
    '“Harbour Post” (https://post.example/feed), “Harbour',
  );
  await expect(pickSource('10', harbour, ports)).rejects.toMatchObject({ code: 'noSuchSource' });
  await expect(pickSource('7', { ...harbour, channel: 'chat:other' }, ports)).rejects.toThrow('/source list');
});

test('while a source is typed its titles are offered, each with its id and without its secrets', async () => {
  expect(await suggestSources('POST', harbour, ports)).toEqual([
    { label: 'Harbour Post', value: '7' },
    { label: 'Harbour Post Sport', value: '8' },
  ]);
  expect(await suggestSources('untitled', harbour, ports)).toEqual([
    { label: 'https://untitled.example/feed?token=***', value: '9' },
  ]);
});
