import { isFurniture, repeatsHeadline } from './lines.ts';

/** Parts that are never the article's own words, by what their markup says they are. */
const ALWAYS = [
  'script,style,template,noscript,iframe,object,embed,svg,canvas,button,input,select,textarea,dialog',
  'nav,[role="navigation"],[role="dialog"],[role="alert"],[role="banner"],[role="contentinfo"],[role="search"]',
  '[hidden],[aria-hidden="true"]',
  'figcaption,[itemprop="caption"]',
].join(',');

/** Class and id words of boxes around an article, matched whole. */
const BOXES =
  /(?:^|[\s_-])(?:share|sharing|social|socials|newsletter|subscribe|signup|related|recommended|recommendation|recirc|promo|advert|advertisement|ads?|sponsor|sponsored|outbrain|taboola|comments?|disqus|breadcrumbs?|byline|timestamp|dateline|caption|credit|copyright|toolbar|tags|taglist|more-?stories|read-?next|also-?read|most-?read|trending|popular|cookie|consent|paywall|popup|modal|print-?only|sr-?only|visually-?hidden|screen-?reader|author-?(?:bio|box|info)|pagination|pager)(?:[\s_-]|$)/i;

const CONTAINERS = 'form,div,section,aside,ul,ol,p,span,footer,header,table,dl,figure,h2,h3,h4';
/** A box with this share of the page's words is the article, whatever its class says. */
const MAX_BOX_SHARE = 0.35;
const MAX_BOX_WORDS = 400;

/** Takes what is around the article out of the document. */
export function withoutFurniture(document: Document): void {
  for (const part of document.querySelectorAll(ALWAYS)) part.remove();
  const whole = lengthOf(document.body);
  for (const box of document.querySelectorAll(CONTAINERS)) {
    if (!box.parentNode || (box.nodeName !== 'FORM' && !BOXES.test(`${box.getAttribute('class') ?? ''} ${box.id}`)))
      continue;
    const size = lengthOf(box);
    if (size < whole * MAX_BOX_SHARE && size < MAX_BOX_WORDS * 6) box.remove();
  }
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
