import { childrenOf, lineOf } from './feed-fields.ts';
import { readLine } from './feed-text.ts';
import type { Element } from './markup.ts';

/** Who an item, or the whole feed, says has written it; several joined by commas. */
export function authorOf(element: Element): string | null {
  const people = [
    'atom:author',
    'atom03:author',
    'author',
    'dc:creator',
    'dc:author',
    'managingeditor',
    'itunes:author',
  ];
  const name = people.find((one) => childrenOf(element, one).length > 0);
  if (name === undefined) return null;
  const names = childrenOf(element, name)
    .map(personOf)
    .filter((person) => person !== null);
  return [...new Set(names)].slice(0, 10).join(', ') || null;
}

/** The name of a person, else the address: "desk@example.org (Ann Onymous)", "Ann <desk@example.org>", or parts of its own. */
function personOf(element: Element): string | null {
  const parts =
    lineOf(element, 'atom:name', 'atom03:name', 'name') ?? lineOf(element, 'atom:email', 'atom03:email', 'email');
  if (parts !== null) return parts;
  const line = readLine(element);
  const inBrackets = /^\S+@\S+\s+\((.+)\)$/.exec(line ?? '')?.[1];
  return inBrackets ?? line?.replace(/\s*[<(]\S+@\S+[>)]$/, '') ?? null;
}
