// Slack's texts: mrkdwn with its escapes, and plain text with emoji names.
import { readInline } from './look-inline.js';
import { element, link } from './look-parts.js';
import { EMOJI } from './slack-emoji.js';

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

export function mention(shown) {
  return element('span', 'sl-mention', decode(shown));
}
