/** An element of a strictly read XML document. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

const TOKEN = /<\?xml [^?]*\?>\n|<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)|(.)/gsu;

/** Reads XML as we write it; throws where it is not well-formed, or holds what no document may. */
export function readXml(xml: string): Element {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml))
    throw new Error('a character XML has no place for');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [, slash, name, attributes = '', isEmpty, text, wrong] of xml.matchAll(TOKEN)) {
    const parent = open.at(-1);
    if (!parent || wrong !== undefined) throw new Error(`not well-formed: ${wrong}`);
    if (text !== undefined) parent.text += decode(text);
    if (name === undefined) continue;
    if (slash) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    const element = { name, attributes: readAttributes(attributes), children: [], text: '' };
    parent.children.push(element);
    if (!isEmpty) open.push(element);
  }
  const [only] = root.children;
  if (open.length !== 1 || root.children.length !== 1 || !only) throw new Error('not one closed element');
  return only;
}

function readAttributes(written: string): Record<string, string> {
  const pairs = [...written.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name, value]) => [name, decode(value ?? '')]);
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new Error('an attribute stands twice');
  return Object.fromEntries(pairs);
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|(amp|lt|gt|quot|apos));|&/g, (all, code, name) => {
    if (all === '&') throw new Error('a bare &');
    return code === undefined ? (NAMED[name] ?? '') : String.fromCodePoint(Number(code));
  });
}

export const all = ({ children }: Element, name: string) => children.filter((child) => child.name === name);
export const textOf = (element: Element, name: string) => all(element, name)[0]?.text ?? '';

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const KNOWN = {
  feed: 'author category contributor entry generator icon id link logo rights subtitle title updated',
  entry: 'author category content contributor id link published rights source summary title updated',
};

/** What RFC 4287 asks of a feed and what this one lacks, sections in brackets. */
export function problemsOf(feed: Element): string[] {
  const entries = all(feed, 'entry');
  const ids = [feed, ...entries].map((one) => textOf(one, 'id'));
  const isSigned = all(feed, 'author').length > 0 || entries.every((entry) => all(entry, 'author').length > 0);
  return [
    ...when(feed.name !== 'feed' || feed.attributes.xmlns !== 'http://www.w3.org/2005/Atom', 'no feed of Atom (2)'),
    ...when(!isSigned, 'an entry without an author (4.1.1)'),
    ...when(new Set(ids).size !== ids.length, 'an id stands twice (4.2.6)'),
    ...when(linksOf(feed, 'self').length !== 1, 'no link to itself (4.1.1)'),
    ...commonProblems(feed, 'feed'),
    ...entries.flatMap((entry) => [
      ...commonProblems(entry, 'entry'),
      ...contentProblems(entry),
      ...when(textOf(entry, 'updated') > textOf(feed, 'updated'), 'an entry newer than its feed'),
      ...when(textOf(entry, 'published') > textOf(entry, 'updated'), 'changed before it was published'),
    ]),
    ...[feed, ...entries]
      .flatMap((one) => all(one, 'author'))
      .flatMap((author) => when(all(author, 'name').length !== 1, 'an author without a name (3.2)')),
  ];
}

function commonProblems(element: Element, kind: keyof typeof KNOWN): string[] {
  const alternates = linksOf(element, 'alternate').map(({ type, hreflang }) => `${type} ${hreflang}`);
  const texts = all(element, 'title').filter(
    ({ attributes, children }) => (attributes.type ?? 'text') !== 'text' || children.length > 0,
  );
  return [
    ...['id', 'title', 'updated'].flatMap((name) => when(all(element, name).length !== 1, `not one ${name} (4.1)`)),
    ...when(
      !/^(?:urn:uuid:[0-9a-f-]{36}|tag:[^\s:]+:\S+)$/.test(textOf(element, 'id')),
      'an id that is no IRI (4.2.6)',
    ),
    ...['updated', 'published']
      .flatMap((name) => all(element, name))
      .flatMap(({ text }) => when(!DATE.test(text), `no date: ${text} (3.3)`)),
    ...when(all(element, 'published').length > 1, 'published twice (4.1.2)'),
    ...when(new Set(alternates).size !== alternates.length, 'two alternates of one kind (4.1.1)'),
    ...all(element, 'link').flatMap(({ attributes }) =>
      when(!URL.canParse(attributes.href ?? ''), 'a link without an address (4.2.7)'),
    ),
    ...when(texts.length > 0, 'a title that is no plain text (3.1.1)'),
    ...element.children.flatMap(({ name }) => when(!KNOWN[kind].split(' ').includes(name), `unknown: ${name}`)),
  ];
}

function contentProblems(entry: Element): string[] {
  const contents = all(entry, 'content');
  return [
    ...when(contents.length > 1, 'two contents (4.1.2)'),
    ...when(contents.length === 0 && linksOf(entry, 'alternate').length === 0, 'neither content nor alternate (4.1.2)'),
    ...contents.flatMap(({ attributes, children }) =>
      when(attributes.type !== 'html' || children.length > 0, 'content that is no escaped HTML (4.1.3)'),
    ),
  ];
}

const linksOf = (element: Element, rel: string) =>
  all(element, 'link').flatMap(({ attributes }) => ((attributes.rel ?? 'alternate') === rel ? [attributes] : []));

const when = (isSo: boolean, problem: string) => (isSo ? [problem] : []);
