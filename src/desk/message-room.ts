import type { Block, Message } from '../chat/message.ts';

/** What one message of every platform shows whole: Discord's 4,000 characters are the tightest. */
const MAX_CHARACTERS = 3500;
/** What marks a line, and the end of it. */
const LINE_CHARACTERS = 16;
/** An outlet and a date. */
const SOURCE_CHARACTERS = 80;
/** Characters that a platform may have to set a mark before. */
const MARKS = /[^\p{L}\p{N}\s]/gu;

/** Whether every platform shows the whole message. It errs on the safe side: each mark is counted twice. */
export function fitsEverywhere({ blocks, ping }: Pick<Message, 'blocks' | 'ping'>): boolean {
  return blocks.reduce((sum, block) => sum + roomOf(block), lineRoom(ping ?? '')) <= MAX_CHARACTERS;
}

function roomOf(block: Block): number {
  if (block.kind === 'claims' || block.kind === 'sentences')
    return block.items.reduce((sum, { text }) => sum + lineRoom(text), 0);
  if (block.kind === 'sources')
    return block.items.reduce(
      (sum, { text, url }) => sum + lineRoom(text) + SOURCE_CHARACTERS + addressRoom(url ?? ''),
      0,
    );
  if (block.kind === 'heading' && block.url !== null) return lineRoom(block.text) + addressRoom(block.url);
  return block.text.split('\n').reduce((sum, line) => sum + lineRoom(line), 0);
}

function lineRoom(text: string): number {
  return text.length + (text.match(MARKS)?.length ?? 0) + LINE_CHARACTERS;
}

/** Brackets are written as three characters, and so is each byte of what is not ASCII. */
function addressRoom(url: string): number {
  const href = URL.parse(url)?.href ?? url;
  return href.length + 2 * (href.match(/[()<>]/g)?.length ?? 0);
}
