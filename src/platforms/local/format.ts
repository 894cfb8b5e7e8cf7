import { stripVTControlCharacters, styleText } from 'node:util';
import type { Block, Button, Message } from '../../chat/message.ts';
import { withoutOuterQuotes } from '../text.ts';
import { readRef } from './refs.ts';

export interface Look {
  /** Columns of the terminal. */
  width: number;
  colors: boolean;
}

/** A message as lines for a terminal. Control characters of the article never reach it. */
export function formatMessage(message: Message, look: Look): string {
  const mention = message.ping ? [`@${clean(message.ping.slice(1))}`] : [];
  const blocks = message.blocks.map((block) => formatBlock(block, look)).filter((block) => block !== '');
  const buttons = message.buttons.map((button) => paint('dim', formatButton(button), look));
  return [...mention, ...blocks, ...buttons].join('\n');
}

type Source = Extract<Block, { kind: 'sources' }>['items'][number];

function formatBlock(block: Block, look: Look): string {
  switch (block.kind) {
    case 'heading': {
      const title = wrap(clean(block.text), look.width, '', '');
      const heading = paint('bold', title, look);
      return `${heading}${block.url ? `\n${paint('dim', clean(block.url), look)}` : ''}\n`;
    }
    case 'code':
      return block.text.split('\n').map(clean).join('\n');
    case 'text': {
      const named = block.channel === undefined ? '' : `#${readRef(block.channel).channel} `;
      return wrap(clean(`${named}${block.text}`), look.width, '', '');
    }
    case 'note':
      return paint('dim', wrap(clean(block.text), look.width, '', ''), look);
    case 'claims':
      return `${block.items.map((item) => formatClaim(item, look)).join('\n')}\n`;
    case 'sources':
      return `${block.items.map((item) => formatSource(item, look)).join('\n')}\n`;
    case 'sentences':
      return `${block.items.map((item) => formatSentence(item, look)).join('\n')}\n`;
  }
}

function formatClaim({ text, marks, quoted }: { text: string; marks: number[]; quoted: boolean }, look: Look): string {
  const words = quoted ? `“${withoutOuterQuotes(clean(text))}”` : clean(text);
  const numbers = marks.length > 0 ? ` [${marks.join(', ')}]` : '';
  return wrap(`${words}${numbers}`, look.width, '• ', '  ');
}

function formatSentence({ id, text, context }: { id: number; text: string; context: boolean }, look: Look): string {
  const label = String(id).padStart(5);
  const line = wrap(clean(text), look.width, `${label}  `, ' '.repeat(7));
  return context ? paint('dim', line, look) : line;
}

function formatSource({ id, text, site, date, url }: Source, look: Look): string {
  const about = [text, site, date].filter((one) => one !== null).join(' · ');
  const lines = wrap(clean(about), look.width, `[${id}] `, '    ');
  return url === null ? lines : `${lines}\n    ${paint('dim', clean(url), look)}`;
}

function formatButton({ label, command, options }: Button): string {
  const typed = Object.entries(options).map(([name, value]) => ` ${name}:${value}`);
  return `[${label}] /${command}${typed.join('')}`;
}

/** No escape sequences, no control characters, no bidirectional overrides: what is left can't move the cursor or hide text. */
function clean(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}

function wrap(text: string, width: number, first: string, rest: string): string {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(/\s+/)) {
    const isEmpty = line === first || line === rest;
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest + word;
    } else {
      line += isEmpty ? word : ` ${word}`;
    }
  }
  return [...lines, line].join('\n');
}

function paint(style: 'bold' | 'dim', text: string, { colors }: Look): string {
  return colors ? styleText(style, text, { validateStream: false }) : text;
}
