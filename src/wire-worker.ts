import { failure } from './chat/message.ts';
import type { Config } from './config.ts';
import { startDeliverer } from './delivery/deliver.ts';
import type { ChatPlatform } from './delivery/platform.ts';
import { renderProgress } from './desk/progress.ts';
import { FORGET_EVERY_MS, forgetOld } from './jobs/forget-old.ts';
import { INDEX_EVERY_MS, indexArticles } from './jobs/index-articles.ts';
import { lookForDigests } from './jobs/look-for-digests.ts';
import { lookForEdits } from './jobs/look-for-edits.ts';
import { placeItems } from './jobs/place-items.ts';
import { pollSources } from './jobs/poll-sources.ts';
import type { Logger } from './logger.ts';
import type { Clock, Deliveries } from './news/ports.ts';
import type { Queue } from './queue/queue.ts';
import type { Database } from './store/database.ts';
import { DELIVERY_CHANNEL } from './store/deliveries.ts';
import { listen } from './store/listen.ts';

/** So much more rarely pages are looked at again than what is due: every five minutes by the default. */
const EDIT_LOOKS = 150;

interface Surroundings {
  queue: Queue;
  deliveries: Deliveries;
  platforms: readonly ChatPlatform[];
  connection: Database['connection'];
  clock: Clock;
  logger: Logger;
}

/** Takes up jobs with these ports, delivers what they decide on, and wakes those that come again and again. */
export async function openWorker(
  config: Config,
  ports: object,
  { queue, deliveries, platforms, connection, clock, logger }: Surroundings,
): Promise<{ close(): Promise<void>; closeDeliveries(): Promise<void> }> {
  const deliverer = startDeliverer({ deliveries, platforms, clock, logger });
  const stopWaking = await listen(connection, DELIVERY_CHANNEL, deliverer.wake);
  const worker = await queue.work(
    {
      ports,
      async commit(all) {
        await deliverer.settle(all.map(({ target }) => target));
        await deliveries.commit(all);
      },
      renderFailure: failure,
      clock,
    },
    {
      concurrency: config.CONCURRENCY,
      onProgress({ step, reply }) {
        const message = renderProgress(step);
        if (message && reply) deliverer.showProgress(reply, message);
      },
    },
  );
  for (const [job, everyMs] of rhythmsBy(config)) await queue.schedule(job.name, job, {}, everyMs);
  return {
    close: worker.close,
    async closeDeliveries() {
      await stopWaking();
      await deliverer.close();
    },
  };
}

/** The jobs that come again and again, and how many milliseconds apart. */
function rhythmsBy({ LOOK_MS }: Config) {
  return [
    [indexArticles, INDEX_EVERY_MS],
    [forgetOld, FORGET_EVERY_MS],
    [pollSources, LOOK_MS],
    [placeItems, LOOK_MS],
    [lookForDigests, LOOK_MS],
    [lookForEdits, LOOK_MS * EDIT_LOOKS],
  ] as const;
}
