import type { Web } from '../news/ports.ts';

/** The web, but of one host at most `atOnce` things are asked at a time; what is asked beyond that waits its turn. */
export function limitPerHost(web: Web, atOnce: number): Web {
  const byHost = new Map<string, Turns>();
  return {
    async get(url, options) {
      const host = URL.parse(url)?.host ?? '';
      const turns = byHost.get(host) ?? { running: 0, waiting: [] };
      byHost.set(host, turns);
      try {
        await takeTurn(turns, atOnce, options?.signal);
        return await web.get(url, options).finally(() => passTurn(turns));
      } finally {
        if (turns.running === 0 && turns.waiting.length === 0) byHost.delete(host);
      }
    },
  };
}

interface Turns {
  running: number;
  waiting: (() => void)[];
}

/** Throws the signal's reason when it comes first. */
async function takeTurn(turns: Turns, atOnce: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  if (turns.running < atOnce) {
    turns.running += 1;
    return;
  }
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = () => {
    turns.waiting = turns.waiting.filter((start) => start !== resolve);
    reject(signal?.reason);
  };
  turns.waiting.push(resolve);
  signal?.addEventListener('abort', onAbort, { once: true });
  await promise.finally(() => signal?.removeEventListener('abort', onAbort));
}

/** The turn goes over to the next in line, so that nobody comes in between. */
function passTurn(turns: Turns): void {
  const start = turns.waiting.shift();
  if (start) start();
  else turns.running -= 1;
}
