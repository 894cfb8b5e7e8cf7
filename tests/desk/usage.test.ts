import { expect, test } from 'vitest';
import { tellUsage, type UsagePorts } from '../../src/desk/usage.ts';
import type { Used } from '../../src/news/usage.ts';
import { harbour, harbourSide } from '../store/scopes.ts';

const TODAY = '2027-03-08';
const used = (changes: Partial<Used> = {}): Used => ({
  ...{ model: 'large', calls: 2, inputTokens: 3000, outputTokens: 500 },
  ...changes,
});

interface Given {
  days?: (Used & { day: string })[];
  channels?: (Used & { channel: string })[];
  prices?: UsagePorts['prices'];
  budgets?: { channel?: number; workspace?: number; admins?: number };
  today?: { channel: number; workspace: number };
}

/** The lines of /usage in the harbour's channel, the day before asking included. */
async function linesOf({ days = [], channels = [], prices = [], budgets = {}, today }: Given = {}) {
  const asked: unknown[] = [];
  const { blocks } = await tellUsage(harbour, {
    usage: {
      async ofWorkspace(workspace, from) {
        asked.push(workspace, from);
        return days;
      },
      async ofChannels(workspace, day, count) {
        asked.push(workspace, day, count);
        return channels;
      },
    },
    budgets: { usedToday: async () => today ?? { channel: 0, workspace: 0 } },
    models: { budgetsOf: async () => ({ channel: null, workspace: null, admins: null, ...budgets }) },
    ...{ prices, clock: () => Date.UTC(2027, 2, 8, 23, 59) },
  });
  expect(asked).toEqual([harbour.workspace, '2027-03-01', harbour.workspace, TODAY, 10]);
  return blocks.map((block) => ('text' in block ? block.text : ''));
}

test('a workspace that used nothing and has no budget is told so', async () => {
  expect(await linesOf()).toEqual([
    'What the language models used',
    'Today: nothing',
    'Nothing in the 7 days before.',
    'Budgets',
    'None. Moderators set one with /settings set, the admin with BUDGET_TOKENS.',
    'Days are by UTC. What is set aside for calls under way counts as used.',
  ]);
});

test('days and channels are each summed over their models', async () => {
  const days = [
    { ...used(), day: TODAY },
    { ...used({ model: 'small', calls: 1 }), day: TODAY },
    { ...used(), day: '2027-03-02' },
  ];
  const channels = [
    { ...used({ model: 'small', calls: 1 }), channel: harbourSide.channel },
    { ...used(), channel: harbour.channel },
  ];
  expect((await linesOf({ days, channels })).slice(1, 6)).toEqual([
    'Today: 3 calls, 6,000 tokens read, 1,000 written',
    '2027-03-02: 2 calls, 3,000 tokens read, 500 written',
    'Today, the channels with most',
    '1 call, 3,000 tokens read, 500 written',
    '2 calls, 3,000 tokens read, 500 written',
  ]);
});

const COSTS: [string, Used[], string][] = [
  ['of one model', [used()], 'cost 0.0045'],
  ['of several', [used(), used({ model: 'small', inputTokens: 1e6, outputTokens: 0 })], 'cost 0.1045'],
  ['too little to be told', [used({ model: 'small', inputTokens: 10, outputTokens: 0 })], 'cost less than 0.0001'],
  ['of a model without a price', [used({ model: 'other' })], 'other unpriced'],
  ['with a part that has none', [used(), used({ model: 'other' })], 'cost 0.0045, other unpriced'],
  ['of a model that is free', [used({ model: 'own' })], 'cost 0'],
];

test.for(COSTS)('money %s', async ([, day, words]) => {
  const prices = [
    { model: 'large', input: 1, output: 3 },
    { model: 'small', input: 0.1, output: 0.2 },
    { model: 'own', input: 0, output: 0 },
  ];
  const lines = await linesOf({ prices, days: day.map((one) => ({ ...one, day: TODAY })) });
  expect(lines[1]?.replace(/.* written, /, '')).toBe(words);
});

const BUDGETS: [string, Given['budgets'], string[]][] = [
  [
    'each with what is left of it, and never less than nothing',
    { channel: 5000, workspace: 9000, admins: 40_000 },
    [
      'This channel: 5,000 tokens a day, 0 left today',
      'The workspace: 9,000 tokens a day, 1,000 left today',
      'The admin’s, for each workspace: 40,000 tokens a day, 32,000 left today',
    ],
  ],
  [
    'once where the channel goes by its workspace’s',
    { channel: 9000, workspace: 9000 },
    ['The workspace: 9,000 tokens a day, 1,000 left today'],
  ],
];

test.for(BUDGETS)('budgets are told %s', async ([, budgets, words]) => {
  const lines = await linesOf({ ...(budgets ? { budgets } : {}), today: { channel: 5100, workspace: 8000 } });
  expect(lines.slice(lines.indexOf('Budgets') + 1, -1)).toEqual(words);
});
