import { parentPort } from 'node:worker_threads';
import { UserError } from '../errors.ts';
import type { ExtractAnswer } from './bounded.ts';
import { extractHtml } from './html.ts';

/** Runs in the thread that bounded.ts ends when a page takes too long. */
function answer({ html, url }: { html: string; url: string }): ExtractAnswer {
  try {
    return { article: extractHtml(html, url) };
  } catch (error) {
    // A parser that gives up on a page (a stack too deep, say) says nothing about us.
    if (error instanceof UserError || error instanceof RangeError) return { tooHard: true };
    return { failed: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

parentPort?.on('message', (page) => parentPort?.postMessage(answer(page)));
parentPort?.postMessage('ready');
