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
