/**
 * The page with its html, head and body tags. HTML lets authors leave them out and browsers supply them; our parser
 * does not, and would find an empty page.
 */
export function toWholeDocument(html: string): string {
  const hasBody = /<body[\s>]/i.test(html);
  if (hasBody && /<html[\s>]/i.test(html)) return html;
  const opening = read(html, 0, /(?:\s|<!doctype[^>]*>|<\?xml[^>]*>|<!--[\s\S]*?-->)/iy);
  const root = readOne(html, opening, /<html\b[^>]*>/iy);
  const headStart = readOne(html, read(html, root.end, /\s/y), /<head\b[^>]*>/iy);
  const headEnd = read(html, headStart.end, HEAD_PART);
  const rest = html.slice(headEnd).replace(/^\s*<\/head>/i, '');
  const body = hasBody ? rest : `<body>${rest}</body>`;
  return `<!doctype html>${root.text || '<html>'}<head>${html.slice(headStart.end, headEnd)}</head>${body}</html>`;
}

/** What can stand in a head; the first thing that can't begins the body. */
const HEAD_PART =
  /(?:\s|<!--[\s\S]*?-->|<(?:meta|link|base)\b[^>]*>|<(title|script|style|noscript|template)\b[^>]*>[\s\S]*?<\/\1\s*>)/iy;

/** Where the run of such parts ends. Part by part: one pattern for all would need a stack as deep as the page is long. */
function read(html: string, from: number, part: RegExp): number {
  let end = from;
  for (;;) {
    part.lastIndex = end;
    if (!part.test(html)) return end;
    end = part.lastIndex;
  }
}

function readOne(html: string, from: number, part: RegExp): { text: string; end: number } {
  part.lastIndex = from;
  const text = part.exec(html)?.[0] ?? '';
  return { text, end: from + text.length };
}
