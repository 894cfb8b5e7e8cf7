import type { Message } from '../chat/message.ts';
import { RetryLater } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Clock, Deliveries, PendingDelivery } from '../news/ports.ts';
import { bounded } from './bounded.ts';
import { type ChatPlatform, MessageGone, NeedsAdmin } from './platform.ts';
import { createStatusEdits, type StatusEdits } from './progress.ts';
import { send } from './send.ts';

export interface Deliverer {
  /** There is something new. */
  wake(): void;
  /** A status of a reply that is still being worked on; best effort, never kept, never after a delivery to the same reply. */
  showProgress(ref: string, message: Message): void;
  /**
   * Ends the statuses of these refs. What is committed then comes after them also where another process hands it over,
   * which knows of no status of ours.
   */
  settle(refs: readonly string[]): Promise<void>;
  /** Hands over what is under way, within `closeMs`, then stops. */
  close(): Promise<void>;
}

export interface DeliveryDesk {
  deliveries: Deliveries;
  platforms: readonly ChatPlatform[];
  clock: Clock;
  logger: Logger;
  /** How long a delivery is ours before another deliverer may take it; a platform has half of it to answer. */
  leaseMs?: number;
  closeMs?: number;
}

interface Desk extends Required<DeliveryDesk> {
  statuses: StatusEdits;
}

/** Deliveries under way at a time. */
const AT_ONCE = 20;
/** A word may be lost on its way to us; this look finds what it was about. */
const LOOK_MS = 1000;
/** About two hours of tries. */
const MAX_ATTEMPTS = 22;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10 * 60_000;
/** Until the admin has mended it; such a delivery is never given up. */
const ADMIN_PAUSE_MS = 5 * 60_000;

/** Takes deliveries from the outbox to their platforms. Any number may run, in any process: each delivery has one lease. */
export function startDeliverer(given: DeliveryDesk): Deliverer {
  const filled = { leaseMs: 60_000, closeMs: 10_000, ...given };
  const statuses = createStatusEdits((ref, message) => editStatus(ref, message, filled));
  const desk: Desk = { ...filled, statuses };
  const underway = new Set<Promise<void>>();
  let isStopped = false;
  let wake = Promise.withResolvers<void>();

  function begin(delivery: PendingDelivery): void {
    const work = deliverOne(delivery, desk).finally(() => {
      underway.delete(work);
      // Its target's next delivery may be due now.
      wake.resolve();
    });
    underway.add(work);
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      const due = await claim(desk, AT_ONCE - underway.size);
      due.forEach(begin);
      const look = setTimeout(() => wake.resolve(), LOOK_MS);
      await wake.promise;
      clearTimeout(look);
      wake = Promise.withResolvers<void>();
    }
    await Promise.all(underway);
  }

  const running = run();
  return {
    wake: () => wake.resolve(),
    showProgress: statuses.show,
    settle: async (refs) => void (await Promise.all(refs.map(statuses.settle))),
    async close() {
      isStopped = true;
      wake.resolve();
      await bounded(running, desk.closeMs, 'closing the deliverer').catch((error: unknown) =>
        desk.logger.warn({ event: 'delivery', err: error }),
      );
    },
  };
}

async function claim({ deliveries, clock, leaseMs, logger }: Desk, count: number): Promise<PendingDelivery[]> {
  if (count === 0) return [];
  try {
    return await deliveries.claim(clock(), leaseMs, count);
  } catch (error) {
    logger.warn({ event: 'delivery', err: error });
    return [];
  }
}

/** Never throws: what can't be written down now is handed out again when its lease has run out. */
async function deliverOne(delivery: PendingDelivery, desk: Desk): Promise<void> {
  const { key, target, how, attempts } = delivery;
  const started = performance.now();
  const log = (outcome: string, facts: object, level: 'info' | 'error' = 'info') => {
    const ms = Math.round(performance.now() - started);
    desk.logger[level]({ event: 'delivery', key, target, how, attempts, outcome, ms, ...facts });
  };
  try {
    const ref = await handOver(delivery, desk).catch((error: unknown) => ({ error }));
    if (typeof ref === 'string') {
      await desk.deliveries.markSent(key, ref);
      log('sent', { ref });
    } else await putOff(delivery, ref.error, desk, log);
  } catch (error) {
    log('unmarked', { err: error });
  }
}

async function handOver(delivery: PendingDelivery, desk: Desk): Promise<string> {
  const { target } = delivery;
  // A try that was turned away is not counted, in whatever process.
  const mayHaveArrived = delivery.attempts > 1;
  await desk.statuses.settle(target);
  const sending = send(delivery, platformOf(target, desk.platforms), { mayHaveArrived });
  return await bounded(sending, desk.leaseMs / 2, 'the platform');
}

async function putOff(
  delivery: PendingDelivery,
  error: unknown,
  desk: Desk,
  log: (outcome: string, facts: object, level?: 'info' | 'error') => void,
): Promise<void> {
  const { key, attempts } = delivery;
  const { deliveries, clock } = desk;
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof NeedsAdmin) {
    await deliveries.retryAt(key, clock() + ADMIN_PAUSE_MS, reason, { wasTurnedAway: true });
    log('waits for the admin', { words: reason }, 'error');
    return;
  }
  // A limit is no reason to give up, however often it is met.
  if (error instanceof RetryLater) {
    await deliveries.retryAt(key, clock() + error.afterMs, reason, { wasTurnedAway: true });
    log('again', { pauseMs: error.afterMs, err: error });
    return;
  }
  // Gone even as a place to post to: no later try can change that.
  if (attempts >= MAX_ATTEMPTS || error instanceof MessageGone) {
    if (error instanceof MessageGone) await deliveries.markGone(key, reason, clock());
    else await deliveries.markFailed(key, reason);
    log('failed', { words: reason, err: error }, 'error');
    return;
  }
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  await deliveries.retryAt(key, clock() + pauseMs, reason);
  log('again', { pauseMs, err: error });
}

async function editStatus(
  ref: string,
  message: Message,
  { platforms, leaseMs, logger }: Required<DeliveryDesk>,
): Promise<void> {
  try {
    await bounded(platformOf(ref, platforms).edit(ref, message), leaseMs / 4, 'a status edit');
  } catch (error) {
    logger.debug({ event: 'progress', err: error });
  }
}

function platformOf(ref: string, platforms: readonly ChatPlatform[]): ChatPlatform {
  const name = ref.slice(0, ref.indexOf(':'));
  const platform = platforms.find((one) => one.name === name);
  if (!platform) throw new Error(`no platform for ${ref}`);
  return platform;
}
