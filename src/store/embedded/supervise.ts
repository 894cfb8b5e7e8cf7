import type { Logger } from '../../logger.ts';
import { type Cluster, ensureStarted } from './cluster.ts';
import { withLock } from './lock.ts';
import { isRunning } from './postmaster.ts';

const LOOK_MS = 2_000;

export interface Watch {
  start(): void;
  stop(): Promise<void>;
}

/** A server that died under us (out of memory, a stray kill) is started again. */
export function keepRunning(cluster: Cluster, logger: Logger | undefined): Watch {
  let look: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const restart = async () => {
    if (await isRunning(cluster.place)) return;
    await withLock(cluster.place.startLock, () => ensureStarted(cluster));
    logger?.warn({ event: 'database-restarted' });
  };
  const complain = (error: unknown) => logger?.error({ event: 'database-restart-failed', err: error });
  return {
    start() {
      timer = setInterval(() => {
        look = look.then(restart).catch(complain);
      }, LOOK_MS).unref();
    },
    async stop() {
      clearInterval(timer);
      await look;
    },
  };
}
