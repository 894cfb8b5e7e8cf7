/** One line of a page: text at a place, in points from the lower left corner. */
export interface PdfLine {
  text: string;
  x?: number;
  y: number;
  size?: number;
}

/** A small PDF with text in Helvetica, written by hand so that tests need no library that writes them. */
export function writePdf(pages: PdfLine[][], facts: Record<string, string> = {}, trailer = ''): Uint8Array {
  const objects: string[] = [];
  const add = (body: string) => objects.push(body);
  const kids = pages.map((_, i) => `${4 + i * 2} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  pages.forEach((lines, i) => {
    const resources = '<< /Font << /F1 3 0 R >> >>';
    add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources ${resources} /Contents ${5 + i * 2} 0 R >>`);
    const content = lines.map(writeLine).join('\n');
    add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  });
  const known = Object.entries(facts).map(([name, value]) => `/${name} (${escapeText(value)})`);
  add(`<< ${known.join(' ')} >>`);
  return assemble(objects, trailer);
}

function writeLine({ text, x = 72, y, size = 11 }: PdfLine): string {
  return `BT /F1 ${size} Tf ${x} ${y} Td (${escapeText(text)}) Tj ET`;
}

function escapeText(text: string): string {
  return text.replace(/[()\\]/g, '\\$&');
}

function assemble(objects: string[], trailer: string): Uint8Array {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, i) => {
    const offset = file.length;
    file += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const end = `trailer\n<< /Size ${size} /Root 1 0 R /Info ${objects.length} 0 R ${trailer} >>`;
  return Buffer.from(
    `${file}xref\n0 ${size}\n0000000000 65535 f \n${entries}${end}\nstartxref\n${file.length}\n%%EOF\n`,
    'latin1',
  );
}
