import { decodeHTML, decodeHTMLAttribute, decodeHTMLStrict } from 'entities/decode';
import { QuoteType, Tokenizer } from 'htmlparser2';

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
}

/** What lies deeper is read as if it stood at this depth. */
const MAX_DEPTH = 100;
/** Beyond these the rest of the text is not read: no feed or page of news has so many. */
const MAX_ELEMENTS = 250_000;
const MAX_ATTRIBUTES = 100;

interface Open {
  element: Element;
  written: string;
  namespaces: ReadonlyMap<string, string>;
}

/**
 * The tree of a text, however broken: it never throws, and takes time in proportion to the text's length. Only the
 * tokenizer is the library's, for its parser keeps a stack whose cost grows with the square of the depth. No DTD is
 * read and no entity but HTML's own is replaced.
 */
export function readMarkup(given: string, rules: MarkupRules): Element {
  const text = hideStrayBrackets(rules.isXml ? dropDoctype(given) : given);
  const builder = build(rules);
  const slice = (start: number, end: number) => text.slice(start, end).replaceAll(STRAY, '<');
  const decodeText = rules.isXml ? decodeHTMLStrict : decodeHTML;
  const decodeValue = rules.isXml ? decodeHTMLStrict : decodeHTMLAttribute;
  let tag = '';
  let attribute = '';
  let value = '';
  let attributes: [string, string][] = [];
  const open = (isSelfClosing: boolean) => builder.open(tag, attributes, isSelfClosing);
  const tokenizer = new Tokenizer(
    { xmlMode: rules.isXml, decodeEntities: false },
    {
      ontext: (start, end) => builder.text(decodeText(slice(start, end))),
      oncdata: (start, end, offset) => builder.text(slice(start, end - offset)),
      onopentagname(start, end) {
        tag = slice(start, end);
        attributes = [];
      },
      onattribname(start, end) {
        attribute = slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata(start, end) {
        value += slice(start, end);
      },
      onattribend(quote) {
        const text = quote === QuoteType.NoValue ? '' : decodeValue(value);
        if (attributes.length < MAX_ATTRIBUTES) attributes.push([attribute, text]);
      },
      onopentagend: () => open(false),
      onselfclosingtag: () => open(true),
      onclosetag: (start, end) => builder.close(slice(start, end)),
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
      onattribentity() {},
      ontextentity() {},
    },
  );
  tokenizer.write(text);
  tokenizer.end();
  return builder.end();
}

/** Stands for a '<' that opens no tag while the tokenizer reads: one character for one, so that places stay. */
const STRAY = '\uE0FF';

function hideStrayBrackets(text: string): string {
  return text.replace(/<(?![\p{L}_:/!?])/gu, STRAY);
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

function build(rules: MarkupRules) {
  const root = newElement('', {}, rules.base, null);
  const stack: Open[] = [{ element: root, written: '', namespaces: new Map() }];
  let tooDeep = 0;
  let count = 0;
  const top = () => stack.at(-1) ?? { element: root, written: '', namespaces: new Map<string, string>() };

  return {
    text(text: string) {
      if (count <= MAX_ELEMENTS && text !== '') top().element.children.push(text);
    },
    open(written: string, pairs: [string, string][], isSelfClosing: boolean) {
      count += 1;
      if (count > MAX_ELEMENTS) return;
      const attributes: Record<string, string> = Object.fromEntries(pairs.toReversed());
      const namespaces = withDeclared(top().namespaces, attributes);
      const name = rules.nameOf(written, namespaces);
      endWhatCannotHold(stack, name, rules);
      const isEmpty = isSelfClosing || rules.isVoid(name);
      if (stack.length > MAX_DEPTH) {
        if (!isEmpty) tooDeep += 1;
        return;
      }
      const { element: parent } = top();
      const element = newElement(name, attributes, resolve(attributes['xml:base'], parent.base) ?? parent.base, null);
      element.language = attributes['xml:lang'] || parent.language;
      parent.children.push(element);
      if (!isEmpty) stack.push({ element, written: written.toLowerCase(), namespaces });
    },
    close(written: string) {
      if (tooDeep > 0) {
        tooDeep -= 1;
        return;
      }
      const name = written.toLowerCase();
      const at = stack.findLastIndex((open) => open.written === name);
      if (at > 0) stack.length = at;
    },
    end(): Element {
      for (const { element } of stack.slice(1)) element.isCut = true;
      return root;
    },
  };
}

function newElement(name: string, attributes: Record<string, string>, base: string, language: string | null): Element {
  return { name, attributes, children: [], base, language, isCut: false };
}

function withDeclared(outer: ReadonlyMap<string, string>, attributes: Record<string, string>) {
  const declared = Object.entries(attributes).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (declared.length === 0) return outer;
  // Some hundred elements that each declare something new would otherwise copy ever more.
  if (outer.size > MAX_ATTRIBUTES) return outer;
  return new Map([...outer, ...declared.map(([name, value]): [string, string] => [name.slice(6), value.trim()])]);
}

function endWhatCannotHold(stack: Open[], name: string, rules: MarkupRules): void {
  for (
    let open = stack.at(-1);
    open && stack.length > 1 && rules.endsAt(open.element.name, name);
    open = stack.at(-1)
  ) {
    stack.pop();
  }
}

/** Null where there is none, or it is no address. */
export function resolve(address: string | undefined, base: string): string | null {
  const trimmed = address?.trim();
  return trimmed ? (URL.parse(trimmed, base)?.href ?? null) : null;
}
