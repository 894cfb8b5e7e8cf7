import type { Block, Button, Message } from '../chat/message.ts';
import type { SourceItem } from '../news/source.ts';
import type { Discovered } from '../sources/discover.ts';
import { withoutCredentials } from '../sources/shared-address.ts';
import { cut, titledList } from './item-lines.ts';

const SHOWN = 3;
const MAX_LABEL = 75;
/** As many as a message has buttons for. */
const MAX_OFFERED = 8;

export function renderAdded({ url, title, items }: Discovered, isNew: boolean): Message {
  const followed = isNew ? 'Followed here from now on.' : 'This source is followed here already.';
  const holds = items.length === 0 ? 'It holds nothing today.' : 'What it holds today is not posted; the last of it:';
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: title ?? withoutCredentials(url), url: withoutCredentials(url) },
      { kind: 'text', text: `${followed} ${holds}` },
      ...titledList(newest(items)),
      { kind: 'note', text: '/source list shows all that is followed here, /source filter picks from it.' },
    ],
    buttons: [],
  };
}

export function renderFound(url: string, offered: readonly (Discovered & { offer: string })[]): Message {
  const shown = offered.slice(0, MAX_OFFERED);
  const several = shown.length > 1 ? 'Several can be followed there: which one?' : 'Is this what you mean to follow?';
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: `Found at ${new URL(url).hostname}`, url },
      { kind: 'text', text: several },
      ...shown.flatMap((one, at) => foundBlocks(one, at + 1)),
    ],
    buttons: shown.map((one, at) => followButton(one, at + 1, shown.length)),
  };
}

function foundBlocks(one: Discovered, number: number): Block[] {
  const said = cut(one.title ?? one.url, 150);
  return [{ kind: 'text', text: `${number}. ${said} (${kindWords(one)})` }, ...titledList(newest(one.items))];
}

function kindWords({ kind, url, pattern, items }: Discovered): string {
  const count = `${items.length} ${items.length === 1 ? 'article' : 'articles'}`;
  if (kind === 'feed') return `feed, ${count}: ${cut(url, 200)}`;
  if (kind === 'sitemap') return `news sitemap, ${count}: ${cut(url, 200)}`;
  return `no feed, but ${count} linked, with addresses like ${cut(pattern ?? '', 150)}`;
}

function followButton({ title, url, offer }: Discovered & { offer: string }, number: number, all: number): Button {
  const label = all === 1 ? 'Follow it' : cut(`${number}. ${title ?? url}`, MAX_LABEL);
  return { label, command: 'source confirm', options: { offer } };
}

function newest(items: readonly SourceItem[]): SourceItem[] {
  const momentOf = ({ published, updated }: SourceItem) => published ?? updated ?? '';
  return items.toSorted((one, other) => momentOf(other).localeCompare(momentOf(one))).slice(0, SHOWN);
}
