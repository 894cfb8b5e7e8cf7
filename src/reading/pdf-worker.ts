import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';
import { z } from 'zod';
import { type PdfItem, type PdfText, toParagraphs } from './pdf-layout.ts';

/** Runs in a thread that pdf.ts ends when it takes too long: a PDF's size says little about what opening it costs. */
export type PdfAnswer = { text: PdfText } | { failed: string };

interface PdfJob {
  bytes: Uint8Array;
  maxPages: number;
}

async function answer({ bytes, maxPages }: PdfJob): Promise<PdfAnswer> {
  const opened = await open(bytes, maxPages);
  if ('failed' in opened) return opened;
  const { info, pages, count } = opened;
  const items = pages.map((page) => page.flatMap(toItem));
  return { text: { ...toParagraphs(items), ...readFacts(info), pagesRead: pages.length, pages: count } };
}

interface Opened {
  info: unknown;
  /** The runs of text of each page, as the library gives them. */
  pages: unknown[][];
  count: number;
}

/** Whatever the library throws here is the file's fault: it is asked for nothing but to open it. */
async function open(bytes: Uint8Array, maxPages: number): Promise<Opened | { failed: string }> {
  try {
    // Verbosity 0: complaints about damaged files are not for the log.
    const pdf = await getDocumentProxy(bytes, { verbosity: 0 });
    const { info } = await pdf.getMetadata();
    const pages: unknown[][] = [];
    for (let number = 1; number <= Math.min(pdf.numPages, maxPages); number++) {
      const page = await pdf.getPage(number);
      pages.push((await page.getTextContent()).items);
      page.cleanup();
    }
    return { info, pages, count: pdf.numPages };
  } catch (error) {
    return { failed: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

const itemSchema = z.object({ str: z.string(), width: z.number(), transform: z.array(z.number()).length(6) });

function toItem(given: unknown): PdfItem[] {
  const parsed = itemSchema.safeParse(given);
  if (!parsed.success) return [];
  const [a = 0, b = 0, , , x = 0, y = 0] = parsed.data.transform;
  return [{ text: parsed.data.str, x, y, width: parsed.data.width, size: Math.hypot(a, b) }];
}

const factsSchema = z.object({
  Title: z.string().nullish().catch(null),
  Author: z.string().nullish().catch(null),
  Language: z.string().nullish().catch(null),
});

function readFacts(info: unknown): { metaTitle: string | null; author: string | null; language: string | null } {
  const { Title, Author, Language } = factsSchema.parse(info);
  return { metaTitle: Title?.trim() || null, author: Author?.trim() || null, language: Language?.trim() || null };
}

// pdf.ts starts this thread, and nobody else. It begins when all above is there.
parentPort?.postMessage(await answer(workerData as PdfJob));
