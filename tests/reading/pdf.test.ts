import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { PDF_LIMITS, readPdf } from '../../src/reading/pdf.ts';
import { type PdfLine, writePdf } from '../doubles/pdf.ts';

/** Lines set one below the other with 14 points between them. */
const column = (texts: string[], from = 690, x = 72): PdfLine[] =>
  texts.map((text, i) => ({ text, x, y: from - i * 14 }));

describe('a PDF with text in it', () => {
  test('becomes its title, its author and paragraphs joined from their lines', async () => {
    const page = [
      { text: 'Ferry strikes pier in Kelm harbour', y: 730, size: 22 },
      ...column([
        'The harbour of Kelm was closed on Monday after a ferry',
        'struck the northern pier, the port authority said.',
      ]),
      ...column(['Nobody was hurt. Divers will look at the hull today, and', 'the pier stays shut until then.'], 640),
    ];
    expect(await readPdf(writePdf([page], { Author: 'Ann Lee', Title: 'kelm.indd' }))).toMatchObject({
      title: 'Ferry strikes pier in Kelm harbour',
      metaTitle: 'kelm.indd',
      author: 'Ann Lee',
      paragraphs: [
        'The harbour of Kelm was closed on Monday after a ferry struck the northern pier, the port authority said.',
        'Nobody was hurt. Divers will look at the hull today, and the pier stays shut until then.',
      ],
      pages: 1,
      pagesRead: 1,
    });
  });

  test('has its broken words joined, and keeps the hyphen of a word that has one', async () => {
    const texts = ['A well-known ferry struck the north-', 'ern pier on Monday. The well-', 'known ship was old.'];
    const { paragraphs } = await readPdf(writePdf([column(texts)]));
    expect(paragraphs).toEqual(['A well-known ferry struck the northern pier on Monday. The well-known ship was old.']);
  });

  test('loses what runs along the edge of its pages, and goes on over them', async () => {
    const page = (number: number, texts: string[]) => [
      { text: 'The Kelm Post, Tuesday', y: 770 },
      ...column(texts),
      { text: `Page ${number} of 2`, y: 30 },
    ];
    const { paragraphs } = await readPdf(
      writePdf([
        page(1, ['The harbour was closed on Monday after a ferry struck', 'the northern pier, lost its engines,']),
        page(2, ['and drifted until two tugs held it.']),
      ]),
    );
    expect(paragraphs).toEqual([
      'The harbour was closed on Monday after a ferry struck the northern pier, lost its engines, and drifted until two tugs held it.',
    ]);
  });

  test('in two columns is read one after the other, with paragraphs set by indents', async () => {
    const left = column(['On Monday the harbour was', 'closed by the port authority.'], 690, 72);
    const right = column(['Two tugs held the ferry until', 'the evening, then it left.'], 690, 320);
    const indented = [
      { text: 'Nobody was hurt, the port', x: 84, y: 662 },
      { text: 'authority said.', x: 72, y: 648 },
    ];
    const { paragraphs } = await readPdf(writePdf([[...left, ...indented, ...right]]));
    expect(paragraphs).toEqual([
      'On Monday the harbour was closed by the port authority.',
      'Nobody was hurt, the port authority said.',
      'Two tugs held the ferry until the evening, then it left.',
    ]);
  });

  test('and more pages than the bound is read up to it', async () => {
    const pages = Array.from({ length: 4 }, (_, i) => column([`Sentence number ${'abcd'[i]} stands here.`]));
    const pdf = await readPdf(writePdf(pages), { limits: { ...PDF_LIMITS, maxPages: 2 } });
    expect(pdf).toMatchObject({ pages: 4, pagesRead: 2 });
    expect(pdf.paragraphs).toHaveLength(2);
  });
});

describe('a PDF that can’t be read', () => {
  test('because it is damaged or needs a password is unreadable', async () => {
    const code = 'unreadableFile';
    await expect(readPdf(Buffer.from('%PDF-1.4 and nothing else'))).rejects.toMatchObject({ code });
    const key = '01234567890123456789012345678901';
    const trailer = `/Encrypt << /Filter /Standard /V 1 /R 2 /O (${key}) /U (${key}) /P -4 >> /ID [(${key}) (${key})]`;
    await expect(readPdf(writePdf([column(['secret'])], {}, trailer))).rejects.toMatchObject({ code });
  });

  test('because it holds only pictures is of a type we don’t read', async () => {
    await expect(readPdf(writePdf([[]]))).rejects.toMatchObject({ code: 'unsupportedType' });
  });

  test('in its time is given up', async () => {
    const limits = { ...PDF_LIMITS, wholeMs: 1 };
    await expect(readPdf(writePdf([column(['text'])]), { limits })).rejects.toMatchObject({ code: 'tooHard' });
  });

  test('because it unpacks without end is given up', async () => {
    const packed = deflateSync(Buffer.alloc(250_000_000, ' '));
    const limits = { ...PDF_LIMITS, maxMemoryBytes: 120_000_000 };
    await expect(readPdf(withContent(packed), { limits })).rejects.toMatchObject({ code: 'tooHard' });
  });

  test('any more because nobody waits for it is given up', async () => {
    const controller = new AbortController();
    const reading = readPdf(writePdf([column(['text'])]), { signal: controller.signal });
    controller.abort(new Error('not needed any more'));
    await expect(reading).rejects.toThrow('not needed any more');
  });
});

/** A page whose content is what these packed bytes unpack to. */
function withContent(packed: Uint8Array): Uint8Array {
  const head = `%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R] /Count 1 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << >> /Contents 4 0 R >>
endobj
4 0 obj
<< /Length ${packed.length} /Filter /FlateDecode >>
stream
`;
  return Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n')]);
}
