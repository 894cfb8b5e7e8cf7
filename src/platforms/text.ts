/** Without what could hide, reorder or break: control characters, bidirectional overrides, halves of characters. */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[^\P{Cc}\n]+/gu, ' ');
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

/** The address of what a browser opens as a page; null for anything else. */
export function pageAddress(url: string): string | null {
  const address = clean(url).trim();
  if (!URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

const ELLIPSIS = ' …';

/** At most `max` long, cut at the end of a sentence where one is near, else between words, never inside a character. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const room = text.slice(0, Math.max(0, max - ELLIPSIS.length));
  const sentence = room.match(/^.*[.!?。！？]["”’»)\]]*(?=\s)/s)?.[0] ?? '';
  const words = room.match(/^.*\S(?=\s)/s)?.[0] ?? '';
  const cut = [sentence, words].find((one) => one.length >= room.length / 2) ?? wholeCharacters(room);
  return `${cut}${ELLIPSIS}`;
}

/** Emoji and letters with marks are made of several code points; the last one may have been cut. */
function wholeCharacters(text: string): string {
  const last = [...new Intl.Segmenter().segment(text.slice(-64))].at(-1);
  return text.slice(0, text.length - (last?.segment.length ?? 0)).toWellFormed();
}

/** A sentence that is one whole quotation already carries its marks. */
export function withoutOuterQuotes(text: string): string {
  return /^[“"][^“”"]*[”"]$/.test(text) ? text.slice(1, -1) : text;
}
