import { decodeHTML, decodeHTMLAttribute, decodeHTMLStrict } from 'entities/decode';
import { QuoteType, Tokenizer } from 'htmlparser2';
import { growTree } from './markup-tree.ts';

/** One element of XML or HTML. `name` is in lower case; XML's with the prefix its namespace usually has ("dc:date"). */
export interface Element {
  name: string;
  /** Names in lower case, prefixes as written. */
  attributes: Record<string, string>;
  children: (Element | string)[];
  /** The address its relative addresses hang on (xml:base). */
  base: string;
  /** xml:lang, its own or inherited. */
  language: string | null;
  /** Whether the text ended inside it, and what it holds may be cut short. */
  isCut: boolean;
}

export interface MarkupRules {
  isXml: boolean;
  base: string;
  /** The name of an element for the name it is written with and the namespaces declared there (prefix → address). */
  nameOf(written: string, namespaces: ReadonlyMap<string, string>): string;
  /** Whether `name` can't stand inside `open`, so that `open`, the innermost, ends where it begins. */
  endsAt(open: string, name: string): boolean;
  isVoid(name: string): boolean;
  /** Whether attributes keep the case they are written in. */
  keepsCase?: boolean;
}

const MAX_ATTRIBUTES = 100;
/** How often a text may leave a tag open to its end; each time what follows is read anew. */
const MAX_OPEN_TAGS = 20;

/**
 * The tree of a text, however broken: it never throws, and takes time in proportion to the text's length. Only the
 * tokenizer is the library's, for its parser keeps a stack whose cost grows with the square of the depth. No DTD is
 * read and no entity but HTML's own is replaced.
 */
export function readMarkup(given: string, rules: MarkupRules): Element {
  const tree = growTree(rules);
  let text: string | null = hideStrayBrackets(rules.isXml ? mendXml(given) : given);
  for (let tries = 0; text !== null; tries++) {
    const rest = readTokens(text, rules, tree);
    text = tries < MAX_OPEN_TAGS ? rest : null;
  }
  return tree.end();
}

/** Answers what lies behind a tag that was never ended, for a missing quotation mark takes the rest of the text into it; else null. */
function readTokens(text: string, rules: MarkupRules, tree: ReturnType<typeof growTree>): string | null {
  const slice = (start: number, end: number) => showBrackets(text.slice(start, end));
  const decodeText = rules.isXml ? decodeHTMLStrict : decodeHTML;
  const decodeValue = rules.isXml ? decodeHTMLStrict : decodeHTMLAttribute;
  let tag: { name: string; end: number; attributes: Map<string, string> } | null = null;
  let attribute = '';
  let value = '';
  const open = (isSelfClosing: boolean) => {
    if (tag) tree.open(tag.name, Object.fromEntries(tag.attributes), isSelfClosing);
    tag = null;
  };
  const tokenizer = new Tokenizer(
    { xmlMode: rules.isXml, decodeEntities: false },
    {
      ...IGNORED,
      ontext: (start, end) => tree.text(decodeText(slice(start, end))),
      oncdata: (start, end, offset) => tree.text(slice(start, end - offset)),
      onopentagname(start, end) {
        tag = { name: slice(start, end), end, attributes: new Map() };
      },
      onattribname(start, end) {
        attribute = rules.keepsCase ? slice(start, end) : slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata(start, end) {
        value += slice(start, end);
      },
      onattribend(quote) {
        // Of two by one name the first counts, as in browsers.
        if (!tag || tag.attributes.size >= MAX_ATTRIBUTES || tag.attributes.has(attribute)) return;
        tag.attributes.set(attribute, quote === QuoteType.NoValue ? '' : decodeValue(value));
      },
      onopentagend: () => open(false),
      onselfclosingtag: () => open(true),
      onclosetag: (start, end) => tree.close(slice(start, end)),
    },
  );
  tokenizer.write(text);
  tokenizer.end();
  return endTag(tag, text, open);
}

const nothing = () => {};
const IGNORED = {
  oncomment: nothing,
  ondeclaration: nothing,
  onprocessinginstruction: nothing,
  onend: nothing,
  onattribentity: nothing,
  ontextentity: nothing,
};

function endTag(tag: { end: number } | null, text: string, open: (isSelfClosing: boolean) => void): string | null {
  const end = tag === null ? -1 : text.indexOf('>', tag.end);
  if (end === -1) return null;
  open(text[end - 1] === '/');
  return text.slice(end + 1);
}

/** Stands for a '<' that opens no tag while the tokenizer reads: one character for one, so that places stay. */
const STRAY = '\uE0FF';

function showBrackets(text: string): string {
  return text.includes(STRAY) ? text.replace(/\uE0FF+/g, (run) => '<'.repeat(run.length)) : text;
}

function hideStrayBrackets(text: string): string {
  // A run of them at a time: a flood of single ones would cost a call each.
  return text.replace(/<+(?![\p{L}_:/?]|!(?:--|\[|[a-z]))/giu, (run) => STRAY.repeat(run.length));
}

function mendXml(text: string): string {
  return endCdata(dropDoctype(text));
}

/** Ends the last CDATA section where the element that holds it ends, when it is never ended itself. */
function endCdata(text: string): string {
  const start = text.lastIndexOf('<![CDATA[');
  if (start === -1 || text.includes(']]>', start)) return text;
  const holder = /<([\w:.-]{1,50})(?:\s[^<>]{0,500})?>\s{0,100}$/.exec(
    text.slice(Math.max(0, start - 700), start),
  )?.[1];
  const end = holder === undefined ? -1 : text.indexOf(`</${holder}`, start);
  return end === -1 ? text : `${text.slice(0, end)}]]>${text.slice(end)}`;
}

/** The document type with what it declares, so that nothing in it is taken for an element. */
function dropDoctype(text: string): string {
  const start = text.slice(0, 20_000).search(/<!DOCTYPE\s/i);
  if (start === -1 || /<(?:rss|feed|channel|rdf:RDF)\b/i.test(text.slice(0, start))) return text;
  const end = text.indexOf('>', start);
  const bracket = text.indexOf('[', start);
  if (bracket === -1 || bracket > end) return text.slice(0, start) + text.slice(end + 1);
  const close = /\]\s*>/g;
  close.lastIndex = bracket;
  const found = close.exec(text);
  return found === null ? text : text.slice(0, start) + text.slice(found.index + found[0].length);
}
