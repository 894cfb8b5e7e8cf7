import { parentPort } from 'node:worker_threads';
import { readers } from './feed-readers.ts';

/** Reads one hostile text in a thread that bench/feed.ts ends when it takes too long. */
parentPort?.on('message', ({ reader, text }: { reader: string; text: string }) => {
  const bytes = Buffer.from(text);
  const before = performance.now();
  let said: string;
  try {
    const reading = readers
      .find(({ name }) => name === reader)
      ?.read({ url: 'https://a.example/', headers: {}, bytes, text });
    said = `${reading?.items.length ?? 0} items`;
  } catch (error) {
    said = `error (${error instanceof Error ? error.message.slice(0, 30) : 'unknown'})`;
  }
  parentPort?.postMessage(`${Math.round(performance.now() - before)} ms, ${said}`);
});
