import { expect, test } from 'vitest';
import { listSources } from '../../src/desk/source-list.ts';
import { type Followed, PLAIN_SUBSCRIPTION } from '../../src/news/subscription.ts';
import { formatMessage as formatDiscord } from '../../src/platforms/discord/format.ts';
import { formatMessage as formatSlack } from '../../src/platforms/slack/format.ts';
import { newHealth } from '../../src/sources/health.ts';
import { harbour } from '../store/scopes.ts';

const NOW = new Date('2026-11-24T12:00:00Z');

function followed(number: number, isLong: boolean): Followed {
  const long = isLong ? ' *and_more*'.repeat(20) : '';
  return {
    ...{ ...PLAIN_SUBSCRIPTION, ...harbour, id: String(number), sourceId: '1', addedBy: 'chat:@ada', addedAt: NOW },
    ...{ visibility: 'workspace', sourceTitle: `Paper ${number};${long}`, filter: isLong ? `NOT (${long})` : null },
    source: { url: `https://paper.example/${number}`, kind: 'feed', pattern: null },
    ...{
      health: newHealth(NOW.getTime()),
      polledAt: NOW,
      reachedAt: NOW,
      trouble: null,
      nextPollAt: NOW,
      isIdle: false,
    },
  };
}

test.each([
  ['many short ones', 130, false],
  ['long ones', 40, true],
])('%s are turned page by page, and every platform shows all of them', async (_, count, isLong) => {
  const all = Array.from({ length: count }, (_, at) => followed(at, isLong));
  const ports = { sources: { ofChannel: async () => all }, items: { countStates: async () => [] } };
  const shown: string[] = [];
  let from = 0;
  for (let pages = 0; pages < count; pages++) {
    const message = await listSources(from, harbour, ports);
    const slack = JSON.stringify(formatSlack(message).blocks);
    const discord = JSON.stringify(formatDiscord(message, 1));
    const numbers = [...slack.matchAll(/Paper (\d+);/g)].map(([, number]) => number ?? '');
    expect(numbers.every((number) => discord.includes(`Paper ${number};`))).toBe(true);
    shown.push(...numbers);
    const next = message.buttons.find(({ label }) => label === 'More')?.options.from;
    if (next === undefined) break;
    from = Number(next);
  }
  expect(shown).toEqual(all.map(({ id }) => id));
});
