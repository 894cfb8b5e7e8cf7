import { Worker } from 'node:worker_threads';
import { UserError } from '../errors.ts';
import type { PdfText } from './pdf-layout.ts';
import type { PdfAnswer } from './pdf-worker.ts';

export interface PdfLimits {
  wholeMs: number;
  /** Of what the process grows by while the file is open: unpacked streams stand outside the thread's own heap. */
  maxMemoryBytes: number;
  maxPages: number;
}

export const PDF_LIMITS: PdfLimits = { wholeMs: 15_000, maxMemoryBytes: 500_000_000, maxPages: 300 };

/** The text of a PDF. Throws UserError unreadableFile, unsupportedType (no text in it, only pictures) or tooHard. */
export async function readPdf(
  bytes: Uint8Array,
  { limits = PDF_LIMITS, signal }: { limits?: PdfLimits; signal?: AbortSignal | undefined } = {},
): Promise<PdfText> {
  signal?.throwIfAborted();
  const answer = await runBounded(bytes, limits, signal);
  if ('failed' in answer) throw new UserError('unreadableFile');
  if (answer.text.paragraphs.length === 0) throw new UserError('unsupportedType', { type: 'a PDF without text in it' });
  return answer.text;
}

async function runBounded(bytes: Uint8Array, limits: PdfLimits, signal?: AbortSignal): Promise<PdfAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<PdfAnswer>();
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    workerData: { bytes, maxPages: limits.maxPages },
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const tooHard = () => reject(new UserError('tooHard'));
  const timer = setTimeout(tooHard, limits.wholeMs);
  const memory = watchMemory(limits.maxMemoryBytes, tooHard);
  const onAbort = () => reject(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  worker.once('message', resolve);
  worker.once('error', (error) =>
    'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooHard() : reject(error),
  );
  worker.once('exit', (code) => reject(new Error(`the thread that reads PDFs ended with ${code} and no answer`)));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    clearInterval(memory);
    signal?.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}

function watchMemory(maxBytes: number, onTooMuch: () => void): NodeJS.Timeout {
  const before = process.memoryUsage.rss();
  return setInterval(() => {
    if (process.memoryUsage.rss() - before > maxBytes) onTooMuch();
  }, 50);
}
