import { isFurniture, repeatsHeadline } from './lines.ts';

/** Elements that are never the article's own words. */
const NEVER = new Set(
  'SCRIPT STYLE TEMPLATE NOSCRIPT IFRAME OBJECT EMBED SVG CANVAS BUTTON INPUT SELECT TEXTAREA DIALOG NAV FIGCAPTION'.split(
    ' ',
  ),
);
const NEVER_ROLES = new Set(['navigation', 'dialog', 'alert', 'banner', 'contentinfo', 'search']);

/** Class and id words of boxes around an article, matched whole. */
const BOXES =
  /(?:^|[\s_-])(?:share|sharing|social|socials|newsletter|subscribe|signup|related|recommended|recommendation|recirc|promo|advert|advertisement|ads?|sponsor|sponsored|outbrain|taboola|comments?|disqus|breadcrumbs?|byline|timestamp|dateline|caption|credit|copyright|toolbar|tags|taglist|more-?stories|read-?next|also-?read|most-?read|trending|popular|cookie|consent|paywall|popup|modal|print-?only|sr-?only|visually-?hidden|screen-?reader|author-?(?:bio|box|info)|pagination|pager)(?:[\s_-]|$)/i;

const CONTAINERS = new Set('FORM DIV SECTION ASIDE UL OL P SPAN FOOTER HEADER TABLE DL FIGURE H2 H3 H4'.split(' '));
/** A box with this share of the page's words is the article, whatever its class says. */
const MAX_BOX_SHARE = 0.35;
const MAX_BOX_CHARS = 2_400;

/** Takes what is around the article out of the document. One walk: asking for each kind by selector takes longer than parsing. */
export function withoutFurniture(document: Document): void {
  const boxes: Element[] = [];
  for (const part of document.querySelectorAll('*')) {
    if (isNever(part)) part.remove();
    else if (CONTAINERS.has(part.nodeName) && isBox(part)) boxes.push(part);
  }
  const whole = lengthOf(document.body);
  for (const box of boxes) {
    const size = lengthOf(box);
    if (size < whole * MAX_BOX_SHARE && size < MAX_BOX_CHARS) box.remove();
  }
}

function isNever(part: Element): boolean {
  return (
    NEVER.has(part.nodeName.toUpperCase()) ||
    NEVER_ROLES.has(part.getAttribute('role') ?? '') ||
    part.hasAttribute('hidden') ||
    part.getAttribute('aria-hidden') === 'true' ||
    part.getAttribute('itemprop') === 'caption'
  );
}

function isBox(part: Element): boolean {
  return part.nodeName === 'FORM' || BOXES.test(`${part.getAttribute('class') ?? ''} ${part.id}`);
}

function lengthOf(element: Element | null): number {
  return element?.textContent?.length ?? 0;
}

/** Paragraphs that tell nothing: the headline again, "Leave a comment", share bars left over as words. */
export function withoutRepeatedHeadline(paragraphs: string[], title: string | null): string[] {
  const lines = paragraphs.filter((paragraph) => !isFurniture(paragraph));
  const isRepeat = (line: string, at: number) => at < 3 && title !== null && repeatsHeadline(line, title);
  return lines.filter((line, at) => !isRepeat(line, at));
}
