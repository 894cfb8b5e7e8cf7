import { parentPort } from 'node:worker_threads';
import { UserError } from '../errors.ts';
import type { ExtractAnswer } from './bounded.ts';
import { extractHtml } from './html.ts';

/** Read before the thread says that it is ready: the first page takes much longer than those after it, and that is not that page's fault. */
const FIRST = `<html lang="en"><head><title>A first page</title></head><body><article><h1>A first page</h1>${'<p>The council voted on Tuesday to buy two ferries, the mayor said after the meeting.</p>'.repeat(20)}</article></body></html>`;

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
answer({ html: FIRST, url: 'https://example.org/' });
parentPort?.postMessage('ready');
