// Slack's rich text, each element as a node; nothing in its texts is a mark.
import { element, link } from './look-parts.js';
import { EMOJI } from './slack-emoji.js';
import { mention } from './slack-text.js';

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
