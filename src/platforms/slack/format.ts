import type { KnownBlock, RichTextBlock } from '@slack/types';
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
  const group = groupOf(message);
  const mention = group === null ? [] : [mentionOf(group)];
  const actions = formatActions(message);
  const blocks = formatBlocks(message, maxBlocks - mention.length - actions.length);
  const text = `${group === null ? '' : `<!subteam^${group}> `}${fallbackOf(message)}`;
  return { text, blocks: [...mention, ...blocks, ...actions] };
}

/** Null for what is no user group of Slack's. */
function groupOf({ ping }: Message): string | null {
  return /^&(S[A-Z0-9]+)$/.exec(ping ?? '')?.[1] ?? null;
}

function mentionOf(group: string): RichTextBlock {
  const elements = [{ type: 'usergroup' as const, usergroup_id: group }];
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
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
