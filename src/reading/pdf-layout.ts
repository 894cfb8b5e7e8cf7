import { endsSentence } from './lines.ts';

/** A run of text on a page, in points from the lower left corner. */
export interface PdfItem {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
}

/** What a PDF holds of an article. `title` is the largest print of its first page, `metaTitle` what the file says. */
export interface PdfText {
  title: string | null;
  metaTitle: string | null;
  author: string | null;
  language: string | null;
  paragraphs: string[];
  pages: number;
  pagesRead: number;
}

interface Line extends PdfItem {
  page: number;
  right: number;
}

/** A PDF knows only where its letters stand: lines, columns and paragraphs are read from distances and sizes. */
export function toParagraphs(pages: PdfItem[][]): { title: string | null; paragraphs: string[] } {
  const lines = withoutRunningLines(pages.flatMap(toLines));
  const bodySize = commonSize(lines);
  const isLarge = (line: Line) => line.size > bodySize * 1.15;
  const groups = toGroups(lines.filter((line) => !isLarge(line)));
  return { title: findTitle(lines.filter((line) => line.page === 0 && isLarge(line))), paragraphs: joinAll(groups) };
}

function toLines(items: PdfItem[], page: number): Line[] {
  const lines: Line[] = [];
  for (const item of items.filter(({ text }) => text !== '')) {
    const last = lines.at(-1);
    const goesOn = last && Math.abs(last.y - item.y) < last.size * 0.4 && item.x > last.right - last.size * 2;
    if (goesOn) {
      const gap = item.x - last.right > last.size * 0.15 ? ' ' : '';
      last.text += gap + item.text;
      last.right = item.x + item.width;
    } else if (item.text.trim() !== '') lines.push({ ...item, page, right: item.x + item.width });
  }
  return lines.map((line) => ({ ...line, text: line.text.replace(/\s+/g, ' ').trim() }));
}

/** Headers, footers and page numbers stand at a page's edge and say the same, numbers aside, on several pages. */
function withoutRunningLines(lines: Line[]): Line[] {
  const byPage = Map.groupBy(lines, ({ page }) => page);
  const edges = [...byPage.values()].flatMap((page) => [...new Set([...page.slice(0, 2), ...page.slice(-2)])]);
  const isEdge = new Set(edges);
  const counts = Map.groupBy(edges, ({ text }) => text.replace(/\d+/g, '#'));
  const enough = Math.max(2, byPage.size / 3);
  return lines.filter((line) => {
    if (!isEdge.has(line)) return true;
    if (/^(?:page |p\. ?)?[-–—]? ?\d{1,4} ?[-–—]?(?: ?(?:of|\/) ?\d{1,4})?$/i.test(line.text)) return false;
    return (counts.get(line.text.replace(/\d+/g, '#'))?.length ?? 0) < enough;
  });
}

/** The size most letters have. */
function commonSize(lines: Line[]): number {
  const bySize = Map.groupBy(lines, ({ size }) => Math.round(size * 2) / 2);
  const letters = (some: Line[]) => some.reduce((sum, { text }) => sum + text.length, 0);
  const sizes = [...bySize].map(([size, some]) => ({ size, letters: letters(some) }));
  return sizes.sort((a, b) => b.letters - a.letters)[0]?.size ?? 0;
}

function findTitle(large: Line[]): string | null {
  const size = large.reduce((max, line) => Math.max(max, line.size), 0);
  const title = large.filter((line) => line.size > size * 0.95).slice(0, 4);
  return title.map(({ text }) => text).join(' ') || null;
}

function toGroups(lines: Line[]): Line[][] {
  const rights = columnRights(lines);
  const leading = commonLeading(lines);
  const groups: Line[][] = [];
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    const group = groups.at(-1);
    if (before && group && !isBreak(before, line, { leading, right: rights.get(columnOf(before)) ?? 0 }))
      group.push(line);
    else groups.push([line]);
  });
  return groups;
}

function columnOf({ page, x }: Line): string {
  return `${page}:${Math.round(x / 40)}`;
}

function columnRights(lines: Line[]): Map<string, number> {
  const columns = Map.groupBy(lines, columnOf);
  return new Map(
    [...columns].map(([column, some]) => [column, some.reduce((max, { right }) => Math.max(max, right), 0)]),
  );
}

/** The distance from one baseline to the next that is most usual. */
function commonLeading(lines: Line[]): number {
  const steps = lines.map((line, i) => Math.round((lines[i - 1]?.y ?? line.y) - line.y)).filter((step) => step > 2);
  const counts = [...Map.groupBy(steps, (step) => step)].map(([step, some]) => ({ step, count: some.length }));
  return counts.sort((a, b) => b.count - a.count || a.step - b.step)[0]?.step ?? 0;
}

function isBreak(before: Line, line: Line, { leading, right }: { leading: number; right: number }): boolean {
  if (Math.abs(before.size - line.size) > before.size * 0.1) return true;
  const step = before.y - line.y;
  // Into the next column or page a sentence may run on.
  if (line.page !== before.page || step < 0) return endsSentence(before.text);
  if (step > Math.max(leading * 1.35, before.size * 1.35)) return true;
  const isIndented = line.x - before.x > line.size * 0.8;
  const endsShort = before.right < right - (right - before.x) * 0.15;
  return endsSentence(before.text) && (isIndented || endsShort);
}

function joinAll(groups: Line[][]): string[] {
  const words = new Set(groups.flat().flatMap(({ text }) => text.toLowerCase().match(/[\p{L}-]+/gu) ?? []));
  return groups.map((group) => group.reduce((text, line) => joinLines(text, line.text, words), ''));
}

/** A hyphen at a line's end belongs to the word only where the text writes the word so elsewhere. */
function joinLines(before: string, after: string, words: Set<string>): string {
  const head = /(\p{L}+)[-\u00ad‐]$/u.exec(before)?.[1];
  const tail = /^\p{Ll}+/u.exec(after)?.[0];
  // A dash that touched its words on one line touches them over two.
  const gap = before === '' || /\S—$/u.test(before) || /^—\S/u.test(after) ? '' : ' ';
  if (head === undefined || tail === undefined) return before + gap + after;
  return words.has(`${head}-${tail}`.toLowerCase()) ? before + after : before.slice(0, -1) + after;
}
