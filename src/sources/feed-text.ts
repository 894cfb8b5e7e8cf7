import type { Element } from './markup.ts';
import { htmlToText, looksLikeHtml, textOf } from './markup-text.ts';

/** The plain text of a field, whether it holds text, escaped HTML, markup, or any of them in base64. */
export function readText(element: Element): string | null {
  return readTextAs(element, kindOf(element));
}

/** The same in one line. */
export function readLine(element: Element): string | null {
  return readText(element)?.replace(/\s+/g, ' ').slice(0, MAX_LINE) ?? null;
}

/** What stands in an element as it is, its markup aside. */
export function rawText(element: Element): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : ''))
    .join('')
    .trim();
}

const MAX_LINE = 2_000;
const MAX_HTML = 2_000_000;

type TextKind = 'markup' | 'html' | 'plain' | 'base64' | 'unsaid';

function readTextAs(element: Element, kind: TextKind): string | null {
  if (kind === 'markup') return textOf(element) || null;
  const raw = rawText(element).slice(0, MAX_HTML);
  if (kind === 'base64') return htmlToText(Buffer.from(raw, 'base64').toString('utf8'), element.base) || null;
  if (kind === 'html' || (kind === 'unsaid' && looksLikeHtml(raw))) return htmlToText(raw, element.base) || null;
  return tidyPlain(raw) || null;
}

/** By what it holds, then by what is said of it: Atom 1.0's type, Atom 0.3's type and mode; RSS says nothing. */
function kindOf(element: Element): TextKind {
  if (element.children.some((child) => typeof child !== 'string')) return 'markup';
  const type = (element.attributes.type ?? '').toLowerCase().trim();
  const mode = (element.attributes.mode ?? '').toLowerCase().trim();
  if (mode === 'base64' || (isBinary(type) && isBase64(rawText(element)))) return 'base64';
  if (type === 'html' || type === 'text/html' || type.includes('xhtml')) return 'html';
  if (type === 'text' || (type === 'text/plain' && element.name.startsWith('atom:'))) return 'plain';
  return 'unsaid';
}

function isBinary(type: string): boolean {
  return type.includes('/') && !type.startsWith('text/') && !/[+/]xml$/.test(type) && !type.includes('html');
}

function isBase64(text: string): boolean {
  return text.length > 0 && /^[A-Za-z\d+/\s]+={0,2}\s*$/.test(text);
}

function tidyPlain(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
