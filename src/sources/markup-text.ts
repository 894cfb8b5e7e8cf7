import { type Element, readMarkup } from './markup.ts';

/** Longer texts are cut: no article has so many characters. */
const MAX_CHARS = 400_000;

/** The text of a piece of HTML: paragraphs stand apart by a blank line, lines by a line break. */
export function htmlToText(html: string, base: string): string {
  return textOf(readHtml(html, base));
}

export function readHtml(html: string, base: string): Element {
  return readMarkup(html, {
    isXml: false,
    base,
    nameOf: (written) => written.toLowerCase(),
    endsAt: (open, name) => open === name && CLOSED_BY_ITSELF.has(name),
    isVoid: (name) => VOID.has(name),
  });
}

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const CLOSED_BY_ITSELF = new Set('p li option dt dd'.split(' '));
const BLOCK = new Set(
  'address article aside blockquote center dd details div dl dt fieldset figure figcaption footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul'.split(
    ' ',
  ),
);
const SILENT = new Set('script style noscript template iframe object head'.split(' '));

/** The words of an element and of what it holds, scripts and styles aside. */
export function textOf(element: Element): string {
  const parts: string[] = [];
  let chars = 0;
  // Its own stack, since what a text nests is not ours to choose; a string is text, null ends a block.
  const stack: (Element | string | null)[] = [element];
  while (stack.length > 0 && chars < MAX_CHARS) {
    const next = stack.pop() ?? null;
    if (next === null) {
      parts.push('\n\n');
    } else if (typeof next === 'string') {
      parts.push(next.replace(/\s+/g, ' '));
      chars += next.length;
    } else {
      const name = next.name.replace(/^xhtml:/, '');
      if (SILENT.has(name)) continue;
      if (name === 'br') parts.push('\n');
      if (name === 'td' || name === 'th') parts.push(' ');
      if (BLOCK.has(name)) {
        parts.push('\n\n');
        stack.push(null);
      }
      for (const child of next.children.toReversed()) stack.push(child);
    }
  }
  return tidy(parts.join('').slice(0, MAX_CHARS));
}

function tidy(text: string): string {
  return text
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Whether a text that is said to be plain, or of which nothing is said, is HTML all the same. */
export function looksLikeHtml(text: string): boolean {
  return HTML_SIGN.test(text);
}

const HTML_SIGN =
  /<\/(?:a|abbr|article|b|big|blockquote|center|cite|code|dd|del|div|dl|dt|em|figure|font|h[1-6]|i|ins|li|math|ol|p|pre|q|s|section|small|span|strong|sub|sup|table|td|th|tr|tt|u|ul)>|<(?:br|hr)\s*\/?>|<p>|<(?:img|a)\s[^<>]{0,500}>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d{0,2});/i;
