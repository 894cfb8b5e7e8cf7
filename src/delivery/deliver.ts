import { setTimeout as delay } from 'node:timers/promises';
import { type Message, messageSchema } from '../chat/message.ts';
import { RetryLater } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Clock, Deliveries, PendingDelivery } from '../news/ports.ts';
import { type ChatPlatform, MessageGone } from './platform.ts';

export interface Deliverer {
  /** There is something new. */
  wake(): void;
  /** A status of a reply that is still being worked on; best effort, never kept. */
  showProgress(ref: string, message: Message): void;
  /** Hands over what is under way, then stops. */
  close(): Promise<void>;
}

interface Desk {
  deliveries: Deliveries;
  platforms: readonly ChatPlatform[];
  clock: Clock;
  logger: Logger;
}

const LEASE_MS = 30_000;
const BATCH = 20;
/** A word may be lost on its way to us; this look finds what it was about. */
const LOOK_MS = 1000;
const MAX_ATTEMPTS = 12;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** Takes deliveries from the outbox to their platforms. Any number may run, in any process: each delivery has one lease. */
export function startDeliverer(desk: Desk): Deliverer {
  let stopped = false;
  let wake = Promise.withResolvers<void>();
  const loop = (async () => {
    while (!stopped) {
      const found = await deliverDue(desk).catch((error: unknown) => {
        desk.logger.warn({ event: 'delivery', err: error });
        return 0;
      });
      if (found > 0) continue;
      await Promise.race([wake.promise, delay(LOOK_MS, undefined, { ref: false })]);
      wake = Promise.withResolvers<void>();
    }
  })();
  return {
    wake: () => wake.resolve(),
    showProgress(ref, message) {
      platformOf(ref, desk)
        .edit(ref, message)
        .catch((error: unknown) => desk.logger.debug({ event: 'progress', err: error }));
    },
    async close() {
      stopped = true;
      wake.resolve();
      await loop;
    },
  };
}

async function deliverDue(desk: Desk): Promise<number> {
  const due = await desk.deliveries.claim(desk.clock(), LEASE_MS, BATCH);
  await Promise.all(due.map((delivery) => deliverOne(delivery, desk)));
  return due.length;
}

async function deliverOne(delivery: PendingDelivery, desk: Desk): Promise<void> {
  const { deliveries, logger } = desk;
  const { key, attempts, target } = delivery;
  try {
    const ref = await send(delivery, platformOf(target, desk));
    await deliveries.markSent(key, ref);
    logger.info({ event: 'delivery', key, target: ref, attempts, outcome: 'sent' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (attempts >= MAX_ATTEMPTS) {
      await deliveries.markFailed(key, reason);
      logger.error({ event: 'delivery', key, target, attempts, outcome: 'failed', err: error });
      return;
    }
    const pauseMs =
      error instanceof RetryLater ? error.afterMs : Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
    await deliveries.retryAt(key, desk.clock() + pauseMs, reason);
    logger.warn({ event: 'delivery', key, target, attempts, outcome: 'again', pauseMs, err: error });
  }
}

async function send({ how, target, message, key, attempts }: PendingDelivery, platform: ChatPlatform): Promise<string> {
  const words = messageSchema.parse(message);
  if (how === 'post') return await postOnce(target, words, key, attempts, platform);
  try {
    await platform.edit(target, words);
    return target;
  } catch (error) {
    if (!(error instanceof MessageGone)) throw error;
    // The reply was deleted meanwhile; what was asked for is still owed to its channel.
    return await postOnce(channelOf(target), words, key, attempts, platform);
  }
}

/** A post that may have arrived before is looked up first; where nobody can tell, it is sent and says that it may be a repetition. */
async function postOnce(
  channel: string,
  message: Message,
  key: string,
  attempts: number,
  platform: ChatPlatform,
): Promise<string> {
  const found = attempts > 1 && platform.find ? await platform.find(channel, key) : null;
  if (found === null) return await platform.post(channel, message, key);
  return found === 'unknown' ? await platform.post(channel, perhapsRepeated(message), key) : found;
}

function perhapsRepeated(message: Message): Message {
  const note = {
    kind: 'note' as const,
    text: 'This may be a repetition: the connection broke while it was being posted.',
  };
  return { ...message, blocks: [...message.blocks, note] };
}

function platformOf(ref: string, { platforms }: Desk): ChatPlatform {
  const name = ref.slice(0, ref.indexOf(':'));
  const platform = platforms.find((one) => one.name === name);
  if (!platform) throw new Error(`no platform for ${ref}`);
  return platform;
}

function channelOf(ref: string): string {
  return ref.slice(0, ref.lastIndexOf('/'));
}
