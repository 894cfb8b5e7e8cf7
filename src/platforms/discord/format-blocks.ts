import type { Block } from '../../chat/message.ts';
import { clean, cleanLine, shorten, withoutOuterQuotes } from '../text.ts';
import { escapeLine, escapeText, escapeWithin, isVisible, linkable } from './markup.ts';

/** Discord takes 4,000 characters of text in all components of a message together, marks included. */
const MAX_CHARACTERS = 3900;
/** Of the small print that ends a message; it is never crowded out. */
const MAX_SMALL_PRINT = 1200;
const MAX_TITLE = 300;
/** Of one statement or paragraph. */
const MAX_ITEM = 1500;
/** Of an outlet's name or a date. */
const MAX_ABOUT = 60;
/** A shorter rest of a statement says nothing. */
const MIN_ITEM = 80;
const MAX_MARKS = 20;

/** One thing that is shown whole, shortened or left out. */
interface Line {
  kind: Block['kind'];
  show(max: number): string;
}

/**
 * The text of a message beside `taken` other characters, and the small print that ends it. What doesn't fit is left out
 * from the end, and said so.
 */
export function formatBlocks(blocks: readonly Block[], taken: number): { body: string; smallPrint: string } {
  const notesFrom = blocks.findLastIndex(({ kind }) => kind !== 'note') + 1;
  const smallPrint = fill(linesOf(blocks.slice(notesFrom)), MAX_SMALL_PRINT);
  return { body: fill(linesOf(blocks.slice(0, notesFrom)), MAX_CHARACTERS - taken - smallPrint.length), smallPrint };
}

/** At most `max` characters of lines. */
function fill(lines: readonly Line[], max: number): string {
  // What tells how many were left out needs its own place.
  let room = max - moreNote(lines.length).length - 1;
  const shown: string[] = [];
  for (const { kind, show } of lines) {
    const text = show(kind === 'code' ? room : Math.min(MAX_ITEM, room));
    if (text === '' || text.length > room) break;
    shown.push(text);
    room -= text.length + 1;
  }
  const left = lines.length - shown.length;
  return [...shown, ...(left > 0 ? [moreNote(left)] : [])].join('\n');
}

function moreNote(count: number): string {
  return `-# … ${count} more ${count === 1 ? 'line' : 'lines'}`;
}

function linesOf(blocks: readonly Block[]): Line[] {
  return blocks.flatMap((block) => linesOfBlock(block));
}

function linesOfBlock(block: Block): Line[] {
  const { kind } = block;
  switch (kind) {
    case 'heading':
      return isVisible(block.text) ? [{ kind, show: (max) => heading(block, max) }] : [];
    case 'text':
      return isVisible(block.text) ? [{ kind, show: (max) => paragraph(block, max) }] : [];
    case 'code':
      return isVisible(block.text) ? [{ kind, show: (max) => code(block.text, max) }] : [];
    case 'note':
      return block.text
        .split('\n')
        .filter(isVisible)
        .map((text) => ({ kind, show: (max) => within(text, max, '-# ', '') }));
    case 'claims':
      return block.items
        .filter(({ text }) => isVisible(text))
        .map((item) => ({ kind, show: (max) => claim(item, max) }));
    case 'sources':
      return block.items
        .filter(({ text }) => isVisible(text))
        .map((item) => ({ kind, show: (max) => source(item, max) }));
    case 'sentences':
      return block.items
        .filter(({ text }) => isVisible(text))
        .map((item) => ({ kind, show: (max) => sentence(item, max) }));
  }
}

function heading({ text, url }: Extract<Block, { kind: 'heading' }>, max: number): string {
  const address = url === null ? null : linkable(url);
  if (address !== null) {
    // Brackets, escaped or not, would end a masked link's words.
    const title = cleanLine(text).replace(/\[/g, '(').replace(/\]/g, ')');
    return within(title, Math.min(max, MAX_TITLE + address.length), '### [', `](${address})`);
  }
  return within(url === null ? text : `${text} ${url}`, Math.min(max, MAX_TITLE), '### ', '');
}

/** A channel's name is Discord's to show, and notifies nobody; the local chat, which shows this look too, has its own. */
function paragraph({ text, channel }: Extract<Block, { kind: 'text' }>, max: number): string {
  const id = /^discord:(\d+)$/.exec(channel ?? '')?.[1];
  const other = channel === undefined ? '' : `${escapeLine(`#${channel.replace(/^\w+:/, '')}`)} `;
  return within(text, max, id === undefined ? other : `<#${id}> `, '', escapeText);
}

function claim({ text, marks, quoted }: { text: string; marks: number[]; quoted: boolean }, max: number): string {
  const numbers = marks.length > 0 ? ` \\[${marks.slice(0, MAX_MARKS).join(', ')}\\]` : '';
  if (!quoted) return within(text, max, '- ', numbers);
  return within(withoutOuterQuotes(cleanLine(text)), max, '- “', `”${numbers}`);
}

/** Nothing is marked up within a fence, but a fence would end it; who is mentioned there is better not left to chance. */
function code(text: string, max: number): string {
  const fenced = clean(text).replaceAll('```', '`\u200b`\u200b`').replaceAll('<@', '<\u200b@');
  const shown = shorten(fenced, max - 8).replace(/\n+$/, '');
  return shown === '' ? '' : `\`\`\`\n${shown}\n\`\`\``;
}

/** Smaller than a heading, and linked like one. */
function source(
  { id, text, site, date, url }: Extract<Block, { kind: 'sources' }>['items'][number],
  max: number,
): string {
  const about = [site, date]
    .filter((one) => one !== null)
    .map((one) => ` · ${escapeWithin(one, MAX_ABOUT)}`)
    .join('');
  const address = url === null ? null : linkable(url);
  if (address === null) return within(text, Math.min(max, MAX_TITLE), `-# \\[${id}\\] `, about);
  const title = cleanLine(text).replace(/\[/g, '(').replace(/\]/g, ')');
  return within(title, Math.min(max, MAX_TITLE + address.length), `-# \\[${id}\\] [`, `](${address})${about}`);
}

/** What only stands around the evidence is smaller. */
function sentence({ id, text, context }: { id: number; text: string; context: boolean }, max: number): string {
  return within(text, max, context ? `-# ${id} ` : `**${id}** `, '');
}

/** Between what goes before and after it; nothing where too little would be left of it. */
function within(text: string, max: number, before: string, after: string, escaping = escapeLine): string {
  const room = max - before.length - after.length;
  const whole = escaping === escapeLine ? cleanLine(text) : text;
  if (room < Math.min(MIN_ITEM, escaping(whole).length)) return '';
  const shown = escapeWithin(whole, room, escaping);
  return shown === '' ? '' : `${before}${shown}${after}`;
}
