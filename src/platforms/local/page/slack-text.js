// Slack's texts: mrkdwn with its escapes, plain text with emoji names, and rich text.
import { readInline } from './look-inline.js';
import { element, link } from './look-parts.js';

/** Names out of payloads are looked up here, so it holds nothing but what stands in it. */
const EMOJI = {
  __proto__: null,
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  warning: '⚠️',
  newspaper: '📰',
  mag: '🔍',
  wave: '👋',
  eyes: '👀',
  '+1': '👍',
  thumbsup: '👍',
  '-1': '👎',
  thumbsdown: '👎',
  rocket: '🚀',
  tada: '🎉',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  bulb: '💡',
  link: '🔗',
  memo: '📝',
  lock: '🔒',
  question: '❓',
  exclamation: '❗',
  speech_balloon: '💬',
  arrow_right: '➡️',
  gear: '⚙️',
  bell: '🔔',
  calendar: '📅',
  pushpin: '📌',
  robot_face: '🤖',
  smile: '😄',
};

/** A text object `{type, text}` as a fragment. `nameOf(kind, id)` names what is mentioned. */
export function textOf(object, nameOf = () => null) {
  if (object === null || object === undefined) return '';
  if (object.type === 'mrkdwn') return mrkdwn(object.text ?? '', nameOf);
  return plain(object.text ?? '', object.emoji !== false);
}

/** Plain text: no mark in it means anything but an emoji's name. */
export function plain(text, withEmoji = true) {
  return withEmoji ? text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole) : text;
}

export function mrkdwn(text, nameOf = () => null) {
  const fragment = document.createDocumentFragment();
  const rules = mrkdwnRules(nameOf);
  for (const part of text.split(/(```[\s\S]+?```)/)) {
    if (/^```[\s\S]+```$/.test(part))
      fragment.append(element('pre', 'sl-code', decode(part.slice(3, -3).replace(/^\n/, ''))));
    else fragment.append(...readLines(part, rules));
  }
  return fragment;
}

/** Lines that begin with ">" stand in a quote, as sent by a bot or, escaped, by a person. */
function readLines(text, rules) {
  const lines = text.split('\n').map((line) => {
    const quoted = /^(?:>|&gt;) ?(.*)$/.exec(line);
    return { isQuoted: quoted !== null, nodes: readInline(quoted ? quoted[1] : line, rules, decode) };
  });
  const made = [];
  for (const [index, { isQuoted, nodes }] of lines.entries()) {
    const wasQuoted = index > 0 && lines[index - 1].isQuoted;
    if (isQuoted && wasQuoted) made.at(-1).append(element('br', ''), ...nodes);
    else if (isQuoted) made.push(element('blockquote', 'sl-quote', ...nodes));
    else made.push(index > 0 && !wasQuoted ? element('br', '') : '', ...nodes);
  }
  return made;
}

/** The three escapes of the wire, last of all. */
function decode(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function mrkdwnRules(nameOf) {
  const marked = (mark, name) => ({
    at: new RegExp(
      `(?<![\\p{L}\\p{N}${mark}])${mark}(?=[^\\s${mark}])((?:[^${mark}\\n]*[^${mark}\\s])?)${mark}(?![\\p{L}\\p{N}${mark}])`,
      'uy',
    ),
    make: (match, inside) => element(name, '', ...inside(match[1])),
  });
  return [
    { at: /`([^`\n]+)`/y, make: ([, code]) => element('code', 'sl-inline-code', decode(code)) },
    { at: /<([^<>\n]+)>/y, make: ([, inner]) => angle(inner, nameOf) },
    marked('\\*', 'strong'),
    marked('_', 'em'),
    marked('~', 's'),
    { at: /:([a-z0-9_+-]+):/y, make: ([whole, name]) => EMOJI[name] ?? whole },
    { at: /https?:\/\/[^\s<>|]*[^\s<>|.,:;"')\]]/y, make: ([address]) => link(decode(address)) },
  ];
}

function angle(inner, nameOf) {
  const [target = '', label] = inner.split(/\|(.*)/s);
  const rest = target.slice(1);
  if (target.startsWith('@')) return mention(`@${label ?? nameOf('user', rest) ?? rest}`);
  if (target.startsWith('#')) return mention(`#${label ?? nameOf('channel', rest) ?? rest}`);
  if (target.startsWith('!date^')) return element('span', 'sl-date', decode(label ?? target));
  if (target.startsWith('!subteam^')) return mention(label ?? nameOf('group', rest.slice(8)) ?? `@${rest.slice(8)}`);
  if (target.startsWith('!')) return mention(`@${label ?? rest}`);
  return link(decode(target), decode(label ?? target));
}

function mention(shown) {
  return element('span', 'sl-mention', decode(shown));
}

/** The elements of a rich_text block. */
export function richText(block, nameOf = () => null) {
  return element('div', 'sl-rich', ...(block.elements ?? []).map((part) => richPart(part, nameOf)));
}

function richPart(part, nameOf) {
  const inner = () => (part.elements ?? []).map((one) => richElement(one, nameOf));
  if (part.type === 'rich_text_section') return element('div', 'sl-rich-section', ...inner());
  if (part.type === 'rich_text_quote') return element('blockquote', 'sl-quote', ...inner());
  if (part.type === 'rich_text_preformatted') return element('pre', 'sl-code', ...inner());
  if (part.type === 'rich_text_list') return richList(part, nameOf);
  return element('p', 'look-unknown', `(rich text of type ${part.type})`);
}

function richList(part, nameOf) {
  const items = (part.elements ?? []).map((item) =>
    element('li', '', ...(item.elements ?? []).map((one) => richElement(one, nameOf))),
  );
  const list = element(
    part.style === 'ordered' ? 'ol' : 'ul',
    `sl-list sl-indent-${Math.min(part.indent ?? 0, 8)}`,
    ...items,
  );
  if (part.style === 'ordered' && part.offset) list.start = part.offset + 1;
  return list;
}

const RICH = {
  __proto__: null,
  text: ({ text }) => text ?? '',
  link: ({ url, text }) => link(url ?? '', text || url || ''),
  emoji: ({ name, unicode }) => EMOJI[name] ?? fromUnicode(unicode) ?? `:${name}:`,
  user: ({ user_id: id }, nameOf) => mention(`@${nameOf('user', id) ?? id}`),
  channel: ({ channel_id: id }, nameOf) => mention(`#${nameOf('channel', id) ?? id}`),
  usergroup: ({ usergroup_id: id }, nameOf) => mention(`@${nameOf('group', id) ?? id}`),
  team: ({ team_id: id }) => mention(`@${id}`),
  broadcast: ({ range }) => mention(`@${range}`),
  color: ({ value }) => element('code', 'sl-inline-code', value ?? ''),
  date: ({ timestamp, fallback }) => element('time', 'sl-date', fallback ?? dateOf(timestamp)),
};

function richElement(part, nameOf) {
  const node = RICH[part.type]?.(part, nameOf) ?? `(${part.type})`;
  const { bold, italic, strike, underline, code } = part.style ?? {};
  const styles = [
    [code, 'code'],
    [underline, 'u'],
    [strike, 's'],
    [italic, 'em'],
    [bold, 'strong'],
  ];
  return styles.reduce(
    (inner, [isOn, name]) => (isOn ? element(name, name === 'code' ? 'sl-inline-code' : '', inner) : inner),
    node,
  );
}

function fromUnicode(unicode) {
  const points = (unicode ?? '').split('-').map((code) => Number.parseInt(code, 16));
  return unicode && points.every((point) => point >= 0 && point <= 0x10ffff) ? String.fromCodePoint(...points) : null;
}

function dateOf(seconds) {
  const at = new Date(Number(seconds) * 1000);
  return Number.isNaN(at.getTime()) ? '' : at.toLocaleString('en', { dateStyle: 'long', timeStyle: 'short' });
}
