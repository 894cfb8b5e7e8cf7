import type { Message } from '../chat/message.ts';
import type { Clock, Scope } from '../news/ports.ts';
import type { PollOutcome } from '../news/source.ts';
import type { Sources } from '../news/source-ports.ts';
import type { Followed } from '../news/subscription.ts';
import type { DiscoverOptions } from '../sources/discover.ts';
import { createFilter } from '../sources/filter.ts';
import { newPollState, poll } from '../sources/poll.ts';
import { withoutCredentials } from '../sources/shared-address.ts';
import { momentWords, titledList } from './item-lines.ts';
import { pickSource, titleOf } from './pick-source.ts';
import { healthWords } from './source-list.ts';
import { troubleWords } from './trouble-words.ts';

export interface TestPorts {
  sources: Pick<Sources, 'ofChannel'>;
  following: DiscoverOptions;
  clock: Clock;
}

const SHOWN = 3;

/** Asks a source now, as if for the first time, and says what came. Nothing of it is kept. */
export async function testSource(
  given: string,
  scope: Scope,
  { sources, following, clock, signal }: TestPorts & { signal: AbortSignal },
): Promise<Message> {
  const followed = await pickSource(given, scope, { sources });
  const outcome = await poll(followed.source, newPollState(), { ...following, clock, signal, random: () => 0.5 });
  const { nextPollAt } = followed;
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: titleOf(followed), url: withoutCredentials(followed.source.url) },
      { kind: 'text', text: outcomeWords(outcome, followed) },
      ...titledList('items' in outcome ? (outcome.items?.slice(0, SHOWN) ?? []) : []),
      { kind: 'note', text: `Until now: ${healthWords(followed)}` },
      { kind: 'note', text: nextPollAt === null ? 'It is asked no more.' : `Asked next ${momentWords(nextPollAt)}` },
    ],
    buttons: [],
  };
}

function outcomeWords(outcome: PollOutcome, { filter }: Followed): string {
  switch (outcome.kind) {
    case 'failed':
    case 'blocked':
      return `It can't be read now, because ${troubleWords(outcome.why)}.`;
    case 'gone':
      return 'Its server says that it is gone for good.';
    case 'notModified':
      return 'It answers, and says that nothing has changed.';
    case 'items':
    case 'moved': {
      const items = outcome.items ?? [];
      const moved = outcome.kind === 'moved' ? ` It has moved to ${outcome.to}.` : '';
      if (filter === null) return `It answers and holds ${items.length} articles.${moved}`;
      const passed = items.filter((item) => createFilter(filter)(item).passes).length;
      return `It answers and holds ${items.length} articles, of which ${passed} pass the filter.${moved}`;
    }
  }
}
