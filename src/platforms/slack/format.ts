import type { KnownBlock } from '@slack/types';
import type { Block, Message } from '../../chat/message.ts';
import { clean, cleanLine, shorten } from '../text.ts';
import { formatActions } from './format-actions.ts';
import { formatBlocks } from './format-blocks.ts';
import { escapeText } from './text.ts';

/** What every way of sending a message takes. */
export interface Payload {
  /** Beside the blocks: for notifications and screen readers. */
  text: string;
  blocks: KnownBlock[];
}

const MAX_BLOCKS = 50;
const MAX_FALLBACK = 300;

/** A message as Slack shows it, within all its limits whatever the text. Nothing in the text is read as markup. */
export function formatMessage(message: Message, maxBlocks = MAX_BLOCKS): Payload {
  const actions = formatActions(message);
  const blocks = formatBlocks(message, maxBlocks - actions.length);
  return { text: fallbackOf(message), blocks: [...blocks, ...actions] };
}

/** The first words, as a notification shows them. */
export function fallbackOf({ blocks }: Message): string {
  const spoken = cleanLine(blocks.map(wordsOf).find((words) => cleanLine(words) !== '') ?? '');
  return escapeText(shorten(spoken, MAX_FALLBACK)) || '…';
}

function wordsOf(block: Block): string {
  if ('items' in block) return block.items.map(({ text }) => clean(text)).join(' ');
  return block.text;
}
