import type { Block, Message } from '../chat/message.ts';
import type { Clock, Scope } from '../news/ports.ts';
import type { Budgets, Models, Price, Usage, Used } from '../news/usage.ts';

export interface UsagePorts {
  usage: Pick<Usage, 'ofWorkspace' | 'ofChannels'>;
  budgets: Pick<Budgets, 'usedToday'>;
  models: Pick<Models, 'budgetsOf'>;
  /** None = no money is told. */
  prices: readonly Price[];
  clock: Clock;
}

const DAY_MS = 24 * 60 * 60_000;
const DAYS_BEFORE = 7;
const CHANNELS = 10;
const MILLION = 1e6;

/** What the language models used for a workspace, today and before, where, and what is left of the budgets. */
export async function tellUsage(scope: Scope, ports: UsagePorts): Promise<Message> {
  const { usage, prices, clock } = ports;
  const today = dayOf(clock());
  const used = await usage.ofWorkspace(scope.workspace, dayOf(clock() - DAYS_BEFORE * DAY_MS));
  const byDay = Map.groupBy(used, ({ day }) => day);
  const todays = await usage.ofChannels(scope.workspace, today, CHANNELS);
  const byChannel = Map.groupBy(todays, ({ channel }) => channel);
  byDay.delete(today);
  const before = [...byDay].map(([day, those]) => line(`${day}: ${usedWords(those, prices)}`));
  return {
    state: 'final',
    blocks: [
      heading('What the language models used'),
      line(
        `Today: ${usedWords(
          used.filter(({ day }) => day === today),
          prices,
        )}`,
      ),
      ...(before.length > 0 ? before : [line(`Nothing in the ${DAYS_BEFORE} days before.`)]),
      ...(byChannel.size > 0 ? [heading(`Today, the channels with most`)] : []),
      ...[...byChannel].map(([channel, those]): Block => ({ ...line(usedWords(those, prices)), channel })),
      heading('Budgets'),
      ...(await budgetLines(scope, ports)),
      { kind: 'note', text: note(prices) },
    ],
    buttons: [],
  };
}

/** "3 calls, 3,100 tokens read, 260 written, cost 0.0012". */
function usedWords(used: readonly Used[], prices: readonly Price[]): string {
  if (used.length === 0) return 'nothing';
  const sum = (of: (one: Used) => number) => used.reduce((total, one) => total + of(one), 0);
  const calls = sum((one) => one.calls);
  return [
    `${count(calls)} ${calls === 1 ? 'call' : 'calls'}`,
    `${count(sum(({ inputTokens }) => inputTokens))} tokens read`,
    `${count(sum(({ outputTokens }) => outputTokens))} written`,
    ...(prices.length > 0 ? [costWords(used, prices)] : []),
  ].join(', ');
}

function costWords(used: readonly Used[], prices: readonly Price[]): string {
  const [costs, unpriced]: [number[], string[]] = [[], []];
  for (const { model, inputTokens, outputTokens } of used) {
    const price = prices.find((one) => one.model === model);
    if (price) costs.push((inputTokens * price.input + outputTokens * price.output) / MILLION);
    else unpriced.push(model);
  }
  const cost = costs.reduce((sum, one) => sum + one, 0);
  const words =
    cost > 0 && cost < 0.0001 ? 'less than 0.0001' : cost.toLocaleString('en', { maximumFractionDigits: 4 });
  return [
    ...(costs.length > 0 ? [`cost ${words}`] : []),
    ...(unpriced.length > 0 ? [`${[...new Set(unpriced)].join(', ')} unpriced`] : []),
  ].join(', ');
}

async function budgetLines(scope: Scope, { models, budgets }: UsagePorts): Promise<Block[]> {
  const { channel, workspace, admins } = await models.budgetsOf(scope);
  const used = await budgets.usedToday(scope);
  const left = (who: string, budget: number | null, usedOfIt: number) =>
    budget === null
      ? []
      : [line(`${who}: ${count(budget)} tokens a day, ${count(Math.max(0, budget - usedOfIt))} left today`)];
  const lines = [
    // A channel without a budget of its own goes by its workspace's, which stands there itself.
    ...left('This channel', channel === workspace ? null : channel, used.channel),
    ...left('The workspace', workspace, used.workspace),
    ...left('The admin’s, for each workspace', admins, used.workspace),
  ];
  return lines.length > 0
    ? lines
    : [line('None. Moderators set one with /settings set, the admin with BUDGET_TOKENS.')];
}

function note(prices: readonly Price[]): string {
  const days = 'Days are by UTC. What is set aside for calls under way counts as used.';
  return prices.length > 0 ? `${days} Costs are by the admin’s prices (MODEL_PRICES).` : days;
}

function heading(text: string): Block {
  return { kind: 'heading', text, url: null };
}

function line(text: string): Extract<Block, { kind: 'text' }> {
  return { kind: 'text', text };
}

function count(amount: number): string {
  return amount.toLocaleString('en');
}

function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
