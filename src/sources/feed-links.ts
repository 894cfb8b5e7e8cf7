import { childrenOf, firstOf, rawOf } from './feed-fields.ts';
import { rawText } from './feed-text.ts';
import type { Element } from './markup.ts';
import { webAddress } from './resolve.ts';

/** The web page, not what else an element links to. */
export function linkOf(element: Element): string | null {
  const original = rawOf(element, 'feedburner:origlink');
  return (
    webAddress(original, element.base) ??
    firstOf(element, ['link'], (field) => webAddress(rawText(field), field.base)) ??
    alternateOf(element) ??
    firstOf(element, ['guid'], permalinkOf) ??
    webAddress(element.attributes.href, element.base) ??
    wholeAddress(element.attributes['rdf:about'] ?? rawOf(element, 'atom:id', 'id'))
  );
}

function alternateOf(element: Element): string | null {
  const links = linksOf(element).filter(({ attributes }) => /^(?:alternate)?$/i.test(attributes.rel ?? ''));
  const page = links.find(({ attributes }) => /^(?:text\/html|application\/xhtml\+xml)?$/i.test(attributes.type ?? ''));
  const link = page ?? links[0];
  return link ? targetOf(link) : null;
}

function linksOf(element: Element): Element[] {
  return childrenOf(element, 'atom:link', 'atom03:link', 'link').filter(
    (link) => !link.isCut && targetOf(link) !== null,
  );
}

/** Some write the address between the tags, as RSS does. */
function targetOf(link: Element): string | null {
  return webAddress(link.attributes.href ?? rawText(link), link.base);
}

/** What it links to by this relation. */
export function hrefOf(element: Element, rel: string): string | null {
  const link = linksOf(element).find(({ attributes }) => attributes.rel?.toLowerCase() === rel);
  return link ? targetOf(link) : null;
}

function permalinkOf(guid: Element): string | null {
  return /^false$/i.test(guid.attributes.ispermalink?.trim() ?? '') ? null : wholeAddress(rawText(guid));
}

/** An id is an address only where it says so itself. */
function wholeAddress(text: string | null): string | null {
  return text !== null && /^https?:\/\//i.test(text) ? webAddress(text, text) : null;
}
