import type { Block, Message } from '../chat/message.ts';
import type { Posts } from '../news/digest-ports.ts';
import { type ItemKind, reconcile } from '../news/item.ts';
import { zonedWords } from './moment-words.ts';

/** What became of everything that came to a channel within a time: each article is in exactly one line. Null where nothing came. */
export async function accountOf(
  { channel, from, to, zone }: { channel: string; from: number; to: number; zone: string },
  { posts }: { posts: Pick<Posts, 'account'> },
): Promise<Message | null> {
  const { fetched, states } = await posts.account(channel, from, to);
  const { counts, missing } = reconcile(fetched, states);
  if (fetched === 0 && missing === 0) return null;
  const kinds = ORDER.filter((kind) => counts[kind] > 0);
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: `What became of the news · ${zonedWords(to, zone)}`, url: null },
      { kind: 'text', text: `${counted(fetched)} came since ${zonedWords(from, zone)}. Of these` },
      ...kinds.map((kind): Block => ({ kind: 'text', text: `• ${counts[kind].toLocaleString('en')} ${WORDS[kind]}` })),
      {
        kind: 'note',
        text:
          missing === 0
            ? 'Each is counted once, and none is missing. /why tells it of a single one; /digest pause or /digest remove ends these accounts.'
            : `${Math.abs(missing)} can’t be accounted for. That is a fault of ours: please tell your admin.`,
      },
    ],
    buttons: [],
  };
}

const WORDS: Record<ItemKind, string> = {
  posted: 'were told here',
  merged: 'told the same as another, or nothing new, and are one story with it',
  pending: 'wait for what comes next',
  held: 'are held back by quiet hours or the rate',
  filtered: 'were kept out by filters',
  capped: 'had no room',
  failed: 'could not be read or posted',
  baseline: 'were there before their source was added',
};
const ORDER: readonly ItemKind[] = ['posted', 'merged', 'pending', 'held', 'filtered', 'capped', 'failed', 'baseline'];

function counted(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'article' : 'articles'}`;
}
