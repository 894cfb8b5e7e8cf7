import { clean, cleanLine, pageAddress, shorten } from '../text.ts';

/**
 * Plain text on one line in Discord's Markdown: every mark that formats, links, mentions or times is escaped. Marks of
 * blocks (headings, lists, quotes, small print) are escaped where a line begins, since the text may stand there.
 */
export function escapeLine(text: string): string {
  return cleanLine(text)
    .replace(/[\\*_~`|<>[\]@]/g, '\\$&')
    .replace(/:(?=[^\s\d]|\d+:)/g, '\\:')
    .replace(/^[-+#]/, '\\$&')
    .replace(/^(\d+)\./, '$1\\.');
}

/** The same over several lines, without empty ones. */
export function escapeText(text: string): string {
  return clean(text)
    .split('\n')
    .map(escapeLine)
    .filter((line) => line !== '')
    .join('\n');
}

/** Escaped and at most `max` long, shortened before it is escaped, so that no escape is cut. */
export function escapeWithin(text: string, max: number, escaping: (text: string) => string = escapeLine): string {
  let room = max;
  let escaped = escaping(shorten(text, room));
  while (escaped.length > max && room > 2) {
    room = Math.max(2, Math.floor((room * max) / escaped.length) - 1);
    escaped = escaping(shorten(text, room));
  }
  return escaped.length > max ? '' : escaped;
}

const MAX_URL = 1000;

/** The address as it can stand in a masked link; null for what no browser opens as a page. */
export function linkable(url: string): string | null {
  const safe = pageAddress(url)?.replace(
    /[()<>[\]\\|`*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return safe !== undefined && safe.length <= MAX_URL ? safe : null;
}

/** Whether there is anything to see. */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(clean(text));
}
