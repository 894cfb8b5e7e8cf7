import { UserError } from '../errors.ts';

/** The largest real articles' pages have 3 MB; beyond this a page is a list or an attack. */
const MAX_CHARS = 4_000_000;
const MAX_TAGS = 60_000;
const MAX_DEPTH = 600;
const MAX_ATTRIBUTES_OF_ONE = 5_000;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|td|tr|th|dd|dt|option)$/i;

/**
 * One look at the text before any parser: what would take minutes or gigabytes is refused at once. Answers the page
 * without its scripts (but for structured data), styles and comments, which are most of it and hold no words.
 */
export function slimMarkup(html: string): string {
  checkSize(html);
  let tags = 0;
  let depth = 0;
  // Kept for as long as it lies ahead: looking for the end of a tag that never ends would read the page anew each time.
  let end = -1;
  const kept: string[] = [];
  let from = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) {
    tags += 1;
    if (tags > MAX_TAGS) throw new UserError('tooHard');
    const opaque = endOfOpaque(html, at);
    if (opaque !== null) {
      if (!STRUCTURED.test(html.slice(at, at + 200))) {
        kept.push(html.slice(from, at));
        from = opaque;
      }
      at = opaque;
      continue;
    }
    if (end <= at) end = tagEnd(html, at);
    if (end - at > 10_000 && attributeCount(html.slice(at, end)) > MAX_ATTRIBUTES_OF_ONE)
      throw new UserError('tooHard');
    depth = depthAfter(html, at, end, depth);
    if (depth > MAX_DEPTH) throw new UserError('tooHard');
  }
  kept.push(html.slice(from));
  return kept.join('');
}

const STRUCTURED = /^<script\b[^>]*\bld\+json/i;

export function checkSize(html: string): void {
  if (html.length > MAX_CHARS) throw new UserError('tooLarge', { limit: `${MAX_CHARS / 1_000_000} MB of HTML` });
}

/** Scripts, styles and comments hold no tags: where one that starts here ends, else null. */
function endOfOpaque(html: string, start: number): number | null {
  if (html.startsWith('<!--', start)) return endAfter(html, '-->', start);
  const name = /^(?:script|style)\b/i.exec(html.slice(start + 1, start + 8))?.[0].toLowerCase();
  return name ? endAfter(html, name === 'script' ? /<\/script/gi : /<\/style/gi, start) : null;
}

/** One that never ends is over at once: it is looked for once only, since the parser takes the rest of the page with it. */
function endAfter(html: string, mark: string | RegExp, start: number): number {
  if (typeof mark === 'string') {
    const found = html.indexOf(mark, start);
    return found === -1 ? html.length : found;
  }
  mark.lastIndex = start;
  return mark.exec(html)?.index ?? html.length;
}

function tagEnd(html: string, start: number): number {
  const end = html.indexOf('>', start);
  return end === -1 ? html.length : end;
}

function depthAfter(html: string, start: number, end: number, depth: number): number {
  const name = /^\/?[a-z][a-z0-9-]*/i.exec(html.slice(start + 1, start + 30))?.[0];
  if (!name || html[end - 1] === '/') return depth;
  if (name.startsWith('/')) return VOID.test(name.slice(1)) ? depth : Math.max(0, depth - 1);
  return VOID.test(name) ? depth : depth + 1;
}

function attributeCount(tag: string): number {
  return tag.split('=').length;
}
