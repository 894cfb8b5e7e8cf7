import { Worker } from 'node:worker_threads';
import { UserError } from '../errors.ts';
import { checkSize } from './html-hostile.ts';
import type { HtmlArticle } from './to-article.ts';

export interface BoundedExtractor {
  /** Throws UserError tooHard where the bounds are reached, and whatever extractHtml throws. */
  extract(html: string, url: string): Promise<HtmlArticle>;
  close(): Promise<void>;
}

/** What the thread answers. */
export type ExtractAnswer = { article: HtmlArticle } | { tooHard: true } | { failed: string };

/**
 * extractHtml in a thread that is ended when a page takes too long or too much: parsing is not ours to interrupt. The
 * thread is kept for the next page, one page at a time; an ended one is replaced.
 */
export function createBoundedExtractor({ timeoutMs = 5_000, maxMb = 128 } = {}): BoundedExtractor {
  let worker: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function run(html: string, url: string): Promise<HtmlArticle> {
    worker ??= await startWorker(maxMb);
    try {
      return await ask(worker, { html, url }, timeoutMs);
    } catch (error) {
      if (error instanceof PageError) throw new UserError('tooHard');
      // Whatever state the thread is in now, the next page gets a new one.
      await worker.terminate();
      worker = null;
      throw error;
    }
  }

  return {
    async extract(html, url) {
      checkSize(html);
      const turn = last.then(() => run(html, url));
      last = turn.catch(() => {});
      return await turn;
    },
    async close() {
      await last;
      await worker?.terminate();
      worker = null;
    },
  };
}

/** The thread is well; the page was refused. */
class PageError extends Error {}

async function startWorker(maxMb: number): Promise<Worker> {
  const worker = new Worker(new URL('./extract-worker.ts', import.meta.url), {
    // Young objects are most of a page: a small nursery keeps them from growing the process.
    resourceLimits: { maxOldGenerationSizeMb: maxMb, maxYoungGenerationSizeMb: 16, stackSizeMb: 8 },
    execArgv: [],
  });
  // An idle thread must not keep the process alive.
  worker.unref();
  await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  return worker;
}

async function ask(worker: Worker, page: { html: string; url: string }, timeoutMs: number): Promise<HtmlArticle> {
  const { promise, resolve, reject } = Promise.withResolvers<HtmlArticle>();
  const onMessage = (answer: ExtractAnswer) => {
    if ('article' in answer) resolve(answer.article);
    else if ('tooHard' in answer) reject(new PageError('refused'));
    else reject(new Error(answer.failed));
  };
  const onError = (error: Error & { code?: string }) =>
    reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new UserError('tooHard') : error);
  const timer = setTimeout(() => reject(new UserError('tooHard')), timeoutMs);
  worker.on('message', onMessage).on('error', onError);
  worker.postMessage(page);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    worker.off('message', onMessage).off('error', onError);
  }
}
