import type { ContextBlock, HeaderBlock, KnownBlock, RichTextBlock, RichTextElement } from '@slack/types';
import type { Block, Message } from '../../chat/message.ts';
import { clean, cleanLine, pageAddress, shorten, withoutOuterQuotes } from '../text.ts';
import { plain } from './format-actions.ts';

/** Slack refuses a message whose blocks hold more than about 13,000 characters (msg_blocks_too_long). */
const MAX_CHARACTERS = 11_000;
const MAX_SMALL_PRINT = 1500;
const MAX_HEADER = 150;
const MAX_URL = 3000;
/** Of one statement or paragraph. */
const MAX_ITEM = 2500;
/** Of what is shown as it is. */
const MAX_CODE = 2800;
const MAX_ITEMS = 100;
const MAX_MARKS = 20;
/** Of an outlet's name or a date. */
const MAX_ABOUT = 60;
/** Rather left out than cut down to less. */
const LEAST_ROOM = 80;

type Section = Extract<RichTextBlock['elements'][number], { type: 'rich_text_section' }>;
/** Blocks of a kind that stand next to each other, shown as one. */
type Group = { kind: Block['kind']; blocks: Block[] };

/** At most `maxBlocks`. What doesn't fit is left out from the end, and said so; small print and headings stay. */
export function formatBlocks({ blocks, state }: Message, maxBlocks: number): KnownBlock[] {
  const groups = groupBlocks(blocks);
  const kept = groups.length <= maxBlocks ? groups : groups.slice(0, maxBlocks - 1);
  const room = roomFor(kept);
  const shown = kept.flatMap((group) => formatGroup(group, room, state));
  if (kept.length < groups.length) shown.push(smallPrint(moreNote(groups.length - kept.length, 'part')));
  return shown.length > 0 ? shown : [smallPrint('…')];
}

/** What is left for statements and paragraphs, and what each piece of small print may take. */
interface Room {
  characters: number;
  smallPrint: number;
}

/** Headings and small print are never dropped, so their room, half of it at most, is set aside first. */
function roomFor(groups: readonly Group[]): Room {
  const fixed = groups.filter(({ kind }) => kind === 'heading' || kind === 'note');
  const most = Math.min(MAX_SMALL_PRINT, Math.floor(MAX_CHARACTERS / 2 / Math.max(fixed.length, 1)));
  const costs = fixed.map(({ kind, blocks }) =>
    kind === 'note' ? Math.min(most, noteText(blocks).length) : MAX_HEADER,
  );
  return { characters: MAX_CHARACTERS - costs.reduce((sum, cost) => sum + cost, 0), smallPrint: most };
}

function groupBlocks(blocks: readonly Block[]): Group[] {
  const groups: Group[] = [];
  for (const block of blocks.filter(hasWords)) {
    const last = groups.at(-1);
    if (last && last.kind === block.kind && block.kind !== 'heading') last.blocks.push(block);
    else groups.push({ kind: block.kind, blocks: [block] });
  }
  return groups;
}

function hasWords(block: Block): boolean {
  if ('items' in block) return block.items.length > 0;
  return cleanLine(block.text) !== '';
}

function formatGroup(group: Group, room: Room, state: Message['state']): KnownBlock[] {
  const [first] = group.blocks;
  if (first?.kind === 'heading') return [heading(first)];
  if (group.kind === 'code') return group.blocks.flatMap((block) => code(block, room));
  if (group.kind === 'note') return [smallPrint(noteText(group.blocks), room.smallPrint)];
  const items = group.blocks.flatMap(itemsOf);
  const shown: RichTextElement[][] = [];
  for (const item of items.slice(0, MAX_ITEMS)) {
    if (room.characters < Math.min(item.text.length, LEAST_ROOM)) break;
    const text = shorten(item.text, Math.min(MAX_ITEM, room.characters));
    room.characters -= text.length + item.marks.length;
    shown.push(item.show(text));
  }
  const left = items.length - shown.length;
  const rich = shown.length > 0 ? [richText(shown, group.kind === 'claims', state)] : [];
  return left === 0 ? rich : [...rich, smallPrint(moreNote(left, 'line'))];
}

/** Slack marks nothing up within it. */
function code(block: Block, room: Room): KnownBlock[] {
  const text = 'text' in block ? shorten(clean(block.text).trimEnd(), Math.min(MAX_CODE, room.characters)) : '';
  room.characters -= text.length;
  return [
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: text || '…' }] }],
    },
  ];
}

/** A line of a group; `marks` are shown beside its text. */
interface Item {
  text: string;
  marks: string;
  show(text: string): RichTextElement[];
}

function itemsOf(block: Block): Item[] {
  if (block.kind === 'claims') return block.items.map(claimItem);
  if (block.kind === 'sentences') return block.items.map(sentenceItem);
  if (block.kind === 'sources') return block.items.map(sourceItem);
  const named = block.kind === 'text' && block.channel !== undefined ? nameOf(block.channel) : [];
  return [{ text: clean(block.text).trim(), marks: '', show: (shown) => [...named, words(shown)] }];
}

/** A channel's name is Slack's to show, and notifies nobody. A conversation of two has none; the local chat, which shows this look too, its own. */
function nameOf(ref: string): RichTextElement[] {
  const channel = /^slack:\w+\/(\w+)$/.exec(ref)?.[1];
  if (channel === undefined) return [words(`#${ref.replace(/^\w+:/, '')} `)];
  if (channel.startsWith('D')) return [words('(direct messages) ')];
  return [{ type: 'channel', channel_id: channel }, words(' ')];
}

function claimItem({ text, marks, quoted }: { text: string; marks: number[]; quoted: boolean }): Item {
  const tail = marks.length > 0 ? ` [${marks.slice(0, MAX_MARKS).join(', ')}]` : '';
  const show = (shown: string) => [words(`${quoted ? `“${withoutOuterQuotes(shown)}”` : shown}${tail}` || '…')];
  return { text: cleanLine(text), marks: tail, show };
}

function sentenceItem({ id, text, context }: { id: number; text: string; context: boolean }): Item {
  const label = String(id);
  const style = context ? { italic: true } : {};
  return {
    text: cleanLine(text),
    marks: `${label} `,
    show: (shown) => [
      { type: 'text', text: label, style: { code: true } },
      { type: 'text', text: ` ${shown}`, style },
    ],
  };
}

function sourceItem({ id, text, site, date, url }: Extract<Block, { kind: 'sources' }>['items'][number]): Item {
  const about = [site, date]
    .flatMap((one) => (one === null ? [] : [` · ${shorten(cleanLine(one), MAX_ABOUT)}`]))
    .join('');
  const address = url === null ? null : linkable(url);
  return {
    text: shorten(cleanLine(text), MAX_HEADER),
    // An address counts as well.
    marks: `[${id}] ${about}${address ?? ''}`,
    show: (shown) => [
      words(`[${id}] `),
      address === null ? words(shown) : { type: 'link', url: address, text: shown || '…' },
      ...(about === '' ? [] : [words(about)]),
    ],
  };
}

function heading({ text, url }: Extract<Block, { kind: 'heading' }>): HeaderBlock | RichTextBlock {
  const title = shorten(cleanLine(text), MAX_HEADER);
  const address = url === null ? null : linkable(url);
  if (address === null) return { type: 'header', text: plain(url === null ? title : `${title} ${url}`, MAX_HEADER) };
  const link: RichTextElement = { type: 'link', url: address, text: title, style: { bold: true } };
  return { type: 'rich_text', elements: [section([link])] };
}

function linkable(url: string): string | null {
  const address = pageAddress(url);
  return address !== null && address.length <= MAX_URL ? address : null;
}

function noteText(blocks: readonly Block[]): string {
  return blocks.map((block) => ('text' in block ? clean(block.text).trimEnd() : '')).join('\n');
}

function smallPrint(text: string, max = MAX_SMALL_PRINT): ContextBlock {
  return {
    type: 'context',
    elements: [{ type: 'plain_text', text: shorten(text, max) || '…', emoji: false }],
  };
}

/** Bullets are a list of sections; other lines stand in one section, so that nobody else decides on the space between them. */
function richText(lines: RichTextElement[][], areBullets: boolean, state: Message['state']): RichTextBlock {
  if (areBullets)
    return { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements: lines.map(section) }] };
  const joined = lines.flatMap((line, index) => (index === 0 ? line : [words('\n'), ...line]));
  const warning: RichTextElement[] = state === 'error' ? [{ type: 'emoji', name: 'warning' }, words(' ')] : [];
  return { type: 'rich_text', elements: [section([...warning, ...joined])] };
}

function section(elements: RichTextElement[]): Section {
  return { type: 'rich_text_section', elements };
}

function words(text: string): RichTextElement {
  return { type: 'text', text: text === '' ? '…' : text };
}

function moreNote(count: number, what: string): string {
  return `… ${count} more ${count === 1 ? what : `${what}s`}`;
}
