import { rawText } from './feed-text.ts';
import type { Element } from './markup.ts';
import { readMarkup } from './markup.ts';

/** One line of an outline; attributes and their order as written ("text", "type", "xmlUrl"). */
export interface Outline {
  attributes: Record<string, string>;
  outlines: Outline[];
}

export interface Opml {
  version: string;
  /** What the head says, name by name ("title", "dateCreated"). */
  head: [string, string][];
  outlines: Outline[];
}

/** A source an outline names, and the outlines it stands under, outermost first. */
export interface OutlinedSource {
  url: string;
  title: string | null;
  folders: string[];
  /** Of what is no feed; in words of our own, which others pass over. */
  kind?: 'sitemap' | 'page';
  /** Of a page: the shape of its articles' addresses. */
  pattern?: string | null;
}

/** Reads OPML 1.0–2.0, however broken; null when it is none. What `writeOpml` writes comes back the same. Never throws. */
export function readOpml(text: string): Opml | null {
  const document = readMarkup(text.replace(/^\uFEFF/, ''), {
    isXml: true,
    keepsCase: true,
    base: 'https://opml.invalid/',
    nameOf: (written) => (written.toLowerCase() === 'outline' ? 'outline' : written),
    endsAt: () => false,
    isVoid: () => false,
  });
  const opml = childOf(document, 'opml');
  const body = opml && childOf(opml, 'body');
  if (!opml || !body) return null;
  const head = elementsOf(childOf(opml, 'head')).map((element): [string, string] => [element.name, rawText(element)]);
  return { version: opml.attributes.version ?? '2.0', head, outlines: outlinesOf(body) };
}

export function writeOpml({ version, head, outlines }: Opml): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<opml version="${escapeXml(version)}">`,
    '  <head>',
    ...head.map(([name, text]) => `    <${name}>${escapeXml(text)}</${name}>`),
    '  </head>',
    '  <body>',
    ...outlines.flatMap((outline) => writeOutline(outline, '    ')),
    '  </body>',
    '</opml>',
  ];
  return `${lines.join('\n')}\n`;
}

/** Every source in an outline, at any depth. */
export function sourcesOf(outlines: readonly Outline[], folders: string[] = []): OutlinedSource[] {
  return outlines.flatMap((outline) => {
    const named = new Map(
      Object.entries(outline.attributes).map(([name, value]) => [name.toLowerCase(), value.trim()]),
    );
    const title = named.get('title') || named.get('text') || null;
    const url = named.get('xmlurl');
    const own = url ? [{ url, title, folders, ...kindOf(named) }] : [];
    // A source may hold more; only what is no source is a folder.
    const inner = title === null || url ? folders : [...folders, title];
    return [...own, ...sourcesOf(outline.outlines, inner)];
  });
}

/** The outline of some sources, each under its folders. */
export function toOutlines(sources: readonly OutlinedSource[]): Outline[] {
  const outlines: Outline[] = [];
  for (const { url, title, folders, kind, pattern } of sources) {
    let place = outlines;
    for (const folder of folders) place = folderIn(place, folder).outlines;
    const text = title ?? url;
    const ours = { ...(kind && { [KIND]: kind }), ...(pattern && { [PATTERN]: pattern }) };
    place.push({ attributes: { text, title: text, type: 'rss', xmlUrl: url, ...ours }, outlines: [] });
  }
  return outlines;
}

const KIND = 'copydeskKind';
const PATTERN = 'copydeskPattern';

function kindOf(named: ReadonlyMap<string, string>): Pick<OutlinedSource, 'kind' | 'pattern'> {
  const kind = named.get(KIND.toLowerCase());
  if (kind !== 'sitemap' && kind !== 'page') return {};
  return { kind, pattern: named.get(PATTERN.toLowerCase()) ?? null };
}

function folderIn(outlines: Outline[], text: string): Outline {
  const there = outlines.find(({ attributes }) => attributes.xmlUrl === undefined && attributes.text === text);
  if (there) return there;
  const made: Outline = { attributes: { text }, outlines: [] };
  outlines.push(made);
  return made;
}

function elementsOf(element: Element | undefined): Element[] {
  return element?.children.filter((child) => typeof child !== 'string') ?? [];
}

function childOf(element: Element, name: string): Element | undefined {
  return elementsOf(element).find((child) => child.name.toLowerCase() === name);
}

function outlinesOf(element: Element): Outline[] {
  const outlines = elementsOf(element).filter(({ name }) => name === 'outline');
  return outlines.map((outline) => ({ attributes: outline.attributes, outlines: outlinesOf(outline) }));
}

function writeOutline({ attributes, outlines }: Outline, indent: string): string[] {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeXml(value)}"`);
  const start = `${indent}<outline${written.join('')}`;
  if (outlines.length === 0) return [`${start}/>`];
  return [`${start}>`, ...outlines.flatMap((outline) => writeOutline(outline, `${indent}  `)), `${indent}</outline>`];
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** XML has no way to write the other control characters. */
function escapeXml(text: string): string {
  return text
    .replace(/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '')
    .replace(/[&<>"\n\r\t]/g, (char) => ESCAPES[char] ?? char);
}
