import type { Block, Message } from '../chat/message.ts';
import type { Scope } from '../news/ports.ts';
import { isSameSite } from '../news/site.ts';
import type { Items, Sources } from '../news/source-ports.ts';
import type { Fate, Followed, ItemState } from '../news/subscription.ts';
import { urlKeyOf } from '../stories/url-key.ts';
import { itemTitle, momentWords } from './item-lines.ts';
import { titleOf } from './pick-source.ts';
import { healthWords } from './source-list.ts';

const SHOWN = 5;

/** What became of an address in a channel, and why. */
export async function explain(
  link: string,
  { channel }: Scope,
  { items, sources }: { items: Pick<Items, 'fatesOf'>; sources: Pick<Sources, 'ofChannel'> },
): Promise<Message> {
  const fates = await items.fatesOf(urlKeyOf(link), channel);
  if (fates.length === 0) return renderUnknown(link, await sources.ofChannel(channel));
  const [first] = fates;
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: first ? itemTitle(first.item) : link, url: link },
      ...fates.slice(0, SHOWN).flatMap(fateBlocks),
    ],
    buttons: [],
  };
}

function fateBlocks({ item, subscription, sourceTitle, state, reason, at }: Fate): Block[] {
  const source = subscription.title ?? sourceTitle ?? 'one of the sources';
  const because = reason === null ? '' : `, because ${reason}`;
  const changed = item.changedAt === null ? '' : ` · its words changed ${momentWords(item.changedAt)}`;
  const seen = `From ${source} · first seen ${momentWords(item.firstSeen)} · so since ${momentWords(at)}${changed}`;
  return [
    { kind: 'text', text: `${STATES[state]}${because}.` },
    { kind: 'note', text: seen },
  ];
}

const STATES: Record<ItemState, string> = {
  baseline: 'There before: it is no news to this channel and is not posted',
  pending: 'Waiting: it will be posted with what comes next here',
  held: 'Held back for now',
  merged: 'Merged: another article here tells the same, and they are one story',
  filtered: 'Filtered: it is not posted',
  capped: 'Capped: there was more than this channel takes, and others came first',
  posted: 'Posted here',
  failed: 'Failed: it could not be posted',
};

/** Nothing is not an answer: which source should have told it, and how does that do? */
function renderUnknown(link: string, followed: readonly Followed[]): Message {
  const near = followed.filter(({ source }) => isSameSite(source.url, link));
  const text = near.length > 0 ? 'No source of this channel has told this address yet.' : UNFOLLOWED;
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: new URL(link).hostname, url: link },
      { kind: 'text', text },
      ...near.slice(0, SHOWN).map((one): Block => ({ kind: 'note', text: `${titleOf(one)}: ${healthWords(one)}` })),
    ],
    buttons: [],
  };
}

const UNFOLLOWED =
  'No source of this channel has told this address, and none is followed from its site. A moderator adds one with /source add.';
