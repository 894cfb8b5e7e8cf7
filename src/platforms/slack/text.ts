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

const ELLIPSIS = ' …';

/** At most `max` long, cut at the end of a sentence where one is near, else between words, never inside a character. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const room = text.slice(0, max - ELLIPSIS.length);
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

/** For the text beside the blocks, which Slack reads as its own markup: nothing in it may format, link, mention or ping. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*_~`]|^&gt;|:(?=[\w+'-]+:)|@(?=(?:here|channel|everyone)\b)/g, '\u200b$&\u200b');
}

/** What a person typed, as they typed it: Slack turns addresses into <https://…|shown> and writes & < > as entities. */
export function typedText(text: string): string {
  return text
    .replace(/<((?:https?|mailto|tel):[^|>]+)(?:\|[^>]*)?>/g, '$1')
    .replace(/<([@#!][^|>]+)\|[^>]*>/g, '<$1>')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
