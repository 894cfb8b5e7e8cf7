// Markdown as Discord shows it in messages, and, without Discord's own tokens, as Slack's markdown block does.
import { readInline } from './look-inline.js';
import { element, link } from './look-parts.js';

/** A fragment of blocks; `nameOf(kind, id)` names what a mention points to, null where it is not known. */
export function renderMarkdown(text, { isDiscord, nameOf = () => null }) {
  const rules = [...(isDiscord ? discordRules(nameOf) : []), ...COMMON];
  const inline = (line) => readInline(line, rules);
  const fragment = document.createDocumentFragment();
  fragment.append(...readBlocks(text.split('\n'), inline, isDiscord));
  return fragment;
}

function readBlocks(lines, inline, isDiscord, depth = 0) {
  const made = [];
  for (let at = 0; at < lines.length; ) {
    const [block, taken] = takeBlock(lines, at, { inline, isDiscord, depth });
    if (block) made.push(block);
    at += taken;
  }
  return made;
}

function takeBlock(lines, at, reading) {
  const line = lines[at];
  const { inline, isDiscord } = reading;
  const heading = (isDiscord ? /^(#{1,3})\s+(.+)$/ : /^(#{1,6})\s+(.+)$/).exec(line);
  if (heading) return [element(`h${heading[1].length + 2}`, `md-h${heading[1].length}`, ...inline(heading[2])), 1];
  if (isDiscord && /^-# \s*\S/.test(line)) return [element('p', 'md-small', ...inline(line.slice(3))), 1];
  if (line.trimStart().startsWith('```')) return takeCode(lines, at);
  if (reading.depth < 4 && /^\s*>( |$)/.test(line)) return takeQuote(lines, at, reading, /^\s*> ?/);
  if (reading.depth < 4 && isDiscord && /^\s*>>> /.test(line)) return takeRestAsQuote(lines, at, reading);
  if (/^\s*(?:[-*+]|\d{1,9}\.)\s+\S/.test(line)) return takeList(lines, at, inline);
  if (!isDiscord && /^\s*\|.*\|\s*$/.test(line)) return takeTable(lines, at, inline);
  if (!isDiscord && /^\s*(?:-{3,}|\*{3,})\s*$/.test(line)) return [element('hr', ''), 1];
  return [line.trim() === '' ? element('p', 'md-gap') : element('p', 'md-line', ...inline(line)), 1];
}

function takeCode(lines, at) {
  const rest = lines.slice(at).join('\n').trimStart();
  const closed = /^```(?:[\w+-]*\n)?([\s\S]*?)\n?```/.exec(rest);
  if (!closed) return [element('p', 'md-line', lines[at]), 1];
  const code = element('pre', 'md-code', element('code', '', closed[1]));
  return [code, closed[0].split('\n').length];
}

function takeQuote(lines, at, reading, mark) {
  const taken = lines.slice(at).findIndex((line) => !/^\s*>( |$)/.test(line));
  const quoted = taken === -1 ? lines.slice(at) : lines.slice(at, at + taken);
  const inner = quoted.map((line) => line.replace(mark, ''));
  return [quote(inner, reading), quoted.length];
}

function takeRestAsQuote(lines, at, reading) {
  const inner = [lines[at].replace(/^\s*>>> /, ''), ...lines.slice(at + 1)];
  return [quote(inner, reading), inner.length];
}

function quote(lines, { inline, isDiscord, depth }) {
  return element('blockquote', 'md-quote', ...readBlocks(lines, inline, isDiscord, depth + 1));
}

function takeList(lines, at, inline) {
  const isOrdered = /^\s*\d/.test(lines[at]);
  const item = isOrdered ? /^(\s*)(\d{1,9})\.\s+(.*)$/ : /^(\s*)([-*+])\s+(.*)$/;
  const list = element(isOrdered ? 'ol' : 'ul', 'md-list');
  let taken = 0;
  for (; at + taken < lines.length; taken += 1) {
    const match = item.exec(lines[at + taken]);
    if (!match) break;
    if (isOrdered && taken === 0) list.start = Number(match[2]);
    list.append(element('li', match[1].length >= 2 ? 'md-deeper' : '', ...inline(match[3])));
  }
  return [list, Math.max(taken, 1)];
}

function takeTable(lines, at, inline) {
  const table = element('table', 'md-table');
  let taken = 0;
  for (; at + taken < lines.length; taken += 1) {
    const line = lines[at + taken].trim();
    if (!/^\|.*\|$/.test(line)) break;
    const cells = line.slice(1, -1).split('|');
    if (cells.every((cell) => /^\s*:?-+:?\s*$/.test(cell))) continue;
    table.append(
      element('tr', '', ...cells.map((cell) => element(taken === 0 ? 'th' : 'td', '', ...inline(cell.trim())))),
    );
  }
  return [table, taken];
}

const wrap = (name, className) => (match, inside) => element(name, className, ...inside(match[1] ?? match[2]));

const COMMON = [
  { at: /\\([^0-9A-Za-z\s])/y, make: ([, letter]) => letter },
  { at: /(`+)([\s\S]*?[^`])\1(?!`)/y, make: ([, , code]) => element('code', 'md-inline-code', code) },
  {
    at: /\[((?:\\.|\[[^\]\n]*\]|[^[\]\\\n])+)\]\(\s*<?(https?:\/\/[^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)*)>?(?:\s+"[^"\n]*")?\s*\)/y,
    make: ([, shown, address], inside) => link(address, ...inside(shown)),
  },
  { at: /<(https?:\/\/[^\s<>]+)>/y, make: ([, address]) => link(address) },
  { at: /https?:\/\/[^\s<>]*[^\s<>.,:;"'\])]/y, make: ([address]) => link(address) },
  { at: /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, make: wrap('strong') },
  { at: /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, make: wrap('u') },
  {
    at: /\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/y,
    make: wrap('em'),
  },
  { at: /(?<![\p{L}\p{N}])_((?:__|\\[\s\S]|[^\\_])+?)_(?![\p{L}\p{N}])/uy, make: wrap('em') },
  { at: /~~((?:\\[\s\S]|[^\\])+?)~~/y, make: wrap('s') },
];

function discordRules(nameOf) {
  const mention = (sign, kind) => (match) =>
    element('span', 'md-mention', `${sign}${nameOf(kind, match[1]) ?? match[1]}`);
  return [
    { at: /\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y, make: (match, inside) => spoiler(inside(match[1])) },
    { at: /<@!?(\d+)>/y, make: mention('@', 'user') },
    { at: /<@&(\d+)>/y, make: mention('@', 'role') },
    { at: /<#(\d+)>/y, make: mention('#', 'channel') },
    { at: /<\/([\w -]+):\d+>/y, make: ([, name]) => element('span', 'md-mention', `/${name}`) },
    { at: /<id:(\w+)>/y, make: ([, name]) => element('span', 'md-mention', name) },
    { at: /<a?:(\w+):\d+>/y, make: ([, name]) => element('span', 'md-emoji', `:${name}:`) },
    { at: /<t:(-?\d{1,13})(?::[tTdDfFRsS])?>/y, make: ([, seconds]) => moment(Number(seconds)) },
    { at: /@(everyone|here)\b/y, make: ([shown]) => element('span', 'md-mention', shown) },
  ];
}

function spoiler(nodes) {
  const made = element('button', 'md-spoiler', ...nodes);
  made.type = 'button';
  made.setAttribute('aria-label', 'Spoiler, press to show');
  made.addEventListener('click', () => {
    made.classList.add('shown');
    made.removeAttribute('aria-label');
  });
  return made;
}

function moment(seconds) {
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return `<t:${seconds}>`;
  const shown = element('time', 'md-time', at.toLocaleString('en', { dateStyle: 'long', timeStyle: 'short' }));
  shown.dateTime = at.toISOString();
  return shown;
}
