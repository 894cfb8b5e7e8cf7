import type { Block, Message } from '../chat/message.ts';
import type { Scope } from '../news/ports.ts';
import type { Items, Sources } from '../news/source-ports.ts';
import type { Followed } from '../news/subscription.ts';
import { withoutCredentials } from '../sources/shared-address.ts';
import { cut, momentWords } from './item-lines.ts';
import { titleOf } from './pick-source.ts';
import { troubleWords } from './trouble-words.ts';

/** What one message of every platform has room for, with what marking up adds. */
const PAGE_CHARACTERS = 2200;
/** Each is two blocks, of which Slack takes 50. */
const PAGE_SOURCES = 20;

/** What a channel follows and how each does, a page of them from the `first` one on. */
export async function listSources(
  first: number,
  { channel }: Scope,
  { sources, items }: { sources: Pick<Sources, 'ofChannel'>; items: Pick<Items, 'countStates'> },
): Promise<Message> {
  const all = await sources.ofChannel(channel);
  const counts = await items.countStates(channel);
  const waiting = (id: string) =>
    counts.find(({ subscriptionId, state }) => subscriptionId === id && state === 'pending')?.count ?? 0;
  const lines = all.slice(first).map((one) => [titleLine(one), factsLine(one, waiting(one.id))]);
  const shown = pageOf(lines);
  const next = first + shown.length;
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: 'Followed in this channel', url: null },
      ...shown.flatMap(([title = '', facts = '']): Block[] => [
        { kind: 'text', text: title },
        { kind: 'note', text: facts },
      ]),
      { kind: 'note', text: countNote(first, next, all.length) },
    ],
    buttons: next < all.length ? [{ label: 'More', command: 'source list', options: { from: String(next) } }] : [],
  };
}

function titleLine(one: Followed): string {
  const url = withoutCredentials(one.source.url);
  const title = titleOf(one);
  return title === url ? cut(url, 300) : `${cut(title, 150)} — ${cut(url, 200)}`;
}

function factsLine({ source, isPaused, filter, mode, tag, ...one }: Followed, waiting: number): string {
  const facts = [
    one.isIdle ? 'at rest: nothing of it is taken in until /source resume' : isPaused ? 'paused' : null,
    healthWords(one),
    waiting > 0 ? `${waiting} waiting` : null,
    source.kind === 'page' ? `articles like ${cut(source.pattern ?? '', 100)}` : null,
    source.kind === 'sitemap' ? 'news sitemap' : null,
    mode === 'instant' ? 'posted at once' : null,
    tag === null ? null : `section ${cut(tag, 60)}`,
    filter === null ? null : `filter ${cut(filter, 150)}`,
  ];
  return facts.filter((fact) => fact !== null).join(' · ');
}

/** How a source does, as a channel was told it last, and when it was asked. */
export function healthWords({
  health,
  polledAt,
  reachedAt,
  trouble,
}: Pick<Followed, 'health' | 'polledAt' | 'reachedAt' | 'trouble'>): string {
  const asked = polledAt === null ? 'not asked yet' : `asked ${momentWords(polledAt)}`;
  switch (health.status) {
    case 'gone':
      return 'gone for good, asked no more';
    case 'failing':
    case 'blocked':
      return `${health.status}: ${troubleWords(trouble)}${reachedAt ? `, last reached ${momentWords(reachedAt)}` : ''}`;
    case 'stale':
      return `silent since ${momentWords(new Date(health.lastTold))}, ${asked}`;
    case 'well':
      return trouble === null ? `well, ${asked}` : `${asked}: ${troubleWords(trouble)}`;
  }
}

/** As many whole entries as fit, one at least. */
function pageOf(entries: string[][]): string[][] {
  let room = PAGE_CHARACTERS;
  const end = entries.findIndex((lines, at) => {
    room -= lines.reduce((sum, line) => sum + line.length + 12, 0);
    return (room < 0 && at > 0) || at === PAGE_SOURCES;
  });
  return end === -1 ? entries : entries.slice(0, end);
}

function countNote(first: number, next: number, all: number): string {
  if (all === 0) return 'Nothing yet. A moderator adds a source with /source add and its address.';
  return next - first === all ? `${all} in all` : `${first + 1} to ${next} of ${all}`;
}
