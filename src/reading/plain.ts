import { endsSentence, isFurniture, isHeadline, isSubhead, repeatsHeadline } from './lines.ts';

export interface PlainArticle {
  title: string | null;
  paragraphs: string[];
}

/** Text without markup, as pasted or uploaded: its headline, if it opens with one, and its paragraphs, subheads among them. */
export function readPlain(text: string): PlainArticle {
  const lines = toBlocks(text)
    .flatMap(unwrap)
    .filter((line) => !isFurniture(line));
  const [first, ...rest] = lines;
  const title = first !== undefined && rest.length > 0 && isHeadline(first) ? first : null;
  const body = title === null ? lines : rest.filter((line, i) => i > 2 || !repeatsHeadline(line, title));
  // Subheads stay, each on its own: they tell the writer where a part begins, and no writer takes one for a statement.
  const paragraphs = body;
  // A headline alone is better read than nothing.
  return paragraphs.length > 0 ? { title, paragraphs } : { title: null, paragraphs: lines };
}

/** Blocks stand between blank lines. */
function toBlocks(text: string): string[][] {
  const lines = text.split(/\r\n?|[\n\f\u2028\u2029]/).map((line) => line.replace(/[\s\u00ad\ufeff]+/g, ' ').trim());
  const blocks: string[][] = [[]];
  for (const line of lines) {
    if (line === '') blocks.push([]);
    else blocks.at(-1)?.push(line);
  }
  return blocks.filter((block) => block.length > 0);
}

/** Joins lines that were broken at a fixed width (mail, old sites); other lines are paragraphs of their own. */
function unwrap(lines: string[]): string[] {
  const width = lines.reduce((max, line) => Math.max(max, line.length), 0);
  const full = lines.slice(0, -1).filter((line) => line.length >= width * 0.6);
  if (width > 100 || width < 40 || full.length < (lines.length - 1) * 0.7) return lines;
  const paragraphs: string[] = [];
  let isOpen = false;
  for (const line of lines) {
    const before = isOpen ? paragraphs.pop() : undefined;
    paragraphs.push(before === undefined ? line : `${before} ${line}`);
    isOpen = !endsSentence(line) || line.length >= width * 0.8;
  }
  return paragraphs;
}

/** Subheads name a part and state nothing. Where most lines have no end (notes, verse, Thai), they are the text itself. */
export function withoutSubheads(lines: string[]): string[] {
  const kept = lines.filter((line) => !isSubhead(line) || isListItem(line));
  const size = (some: string[]) => some.reduce((sum, line) => sum + line.length, 0);
  return size(kept) >= size(lines) / 2 ? kept : lines;
}

function isListItem(line: string): boolean {
  return /^(?:[-–—*•·▪‣]|\(?\d{1,2}[.)])\s/.test(line);
}
