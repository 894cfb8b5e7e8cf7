import { randomBytes } from 'node:crypto';
import { RetryLater, UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Delivery } from '../news/ports.ts';
import { before } from './before.ts';
import type { Control, Enqueue, Job, JobResult } from './define-job.ts';

export interface Runner<Ports> {
  ports: Ports;
  /** The outbox: all or none, idempotent by key. */
  commit(deliveries: readonly Delivery[]): Promise<void>;
  renderFailure(words: string, reference: string | null): object;
  enqueue: Enqueue['add'];
  logger: Logger;
  clock(): number;
}

/** One try of a job, as the queue hands it over. */
export interface Try {
  id: string;
  name: string;
  payload: unknown;
  /** Kept beside the payload, so that whoever waits is told even where that no longer fits. */
  reply: string | null;
  /** When it was enqueued. */
  timestamp: number;
  attempt: number;
  isLast: boolean;
  /** How often it was taken up, and how often its worker died. */
  starts: number;
  stalls: number;
  /** Aborted when the worker stops. */
  stop: AbortSignal;
  showStep(step: string): Promise<void>;
}

/** What became of a try; the queue does with the job what it says. */
export type Ending =
  | { outcome: 'done' }
  | { outcome: 'told'; code: string }
  | { outcome: 'put off'; afterMs: number; err: unknown }
  | { outcome: 'stopped' }
  | { outcome: 'failed'; reference: string; err: unknown }
  | { outcome: 'gave up'; reference: string; err: unknown };

/** How often a job may be put off before that costs it tries. */
const MAX_STARTS = 100;
/** A job whose worker died this often with it is not tried again: it may be what kills them. */
const MAX_STALLS = 3;
const TIMEOUT_MS = 15 * 60_000;
/** A pause after which what could not be written down is tried again. */
const UNWRITTEN_MS = 10_000;

/** No later try can do better. */
class Hopeless extends Error {}

/** Runs one try, and is the only catch around it: whatever happens, whoever waits for the reply is told. Never throws. */
export async function runJob<Ports>(
  one: Try,
  job: Job<unknown, Ports> | undefined,
  runner: Runner<Ports>,
): Promise<Ending> {
  const started = performance.now();
  const ending = await tryJob(one, job, runner).catch((error: unknown) => answer(error, one, runner));
  const { id, name, attempt } = one;
  const level = ending.outcome === 'failed' || ending.outcome === 'gave up' ? 'error' : 'info';
  const ms = Math.round(performance.now() - started);
  runner.logger[level]({ event: 'job', job: name, id, attempt, ms, ...ending });
  return ending;
}

async function tryJob<Ports>(
  one: Try,
  job: Job<unknown, Ports> | undefined,
  { ports, commit, enqueue }: Runner<Ports>,
): Promise<Ending> {
  if (!job) throw new Hopeless(`no job is called ${one.name}`);
  if (one.stalls >= MAX_STALLS) throw new Hopeless(`its worker died ${one.stalls} times`);
  const read = job.payload.safeParse(one.payload);
  if (!read.success) throw new Hopeless('its payload no longer fits', { cause: read.error });
  const signal = AbortSignal.any([one.stop, AbortSignal.timeout(job.timeoutMs ?? TIMEOUT_MS)]);
  const { deliver = [], next = [] }: JobResult = await before(
    signal,
    job.run(read.data, ports, controlOf(one, signal)),
  );
  // First what must arrive, then what comes next: a crash in between runs the job again, and both are idempotent.
  await commit(deliver);
  for (const follow of next) await follow(enqueue);
  return { outcome: 'done' };
}

function controlOf({ attempt, isLast, showStep, timestamp }: Try, signal: AbortSignal): Control {
  return {
    attempt,
    isLast,
    signal,
    enqueuedAt: timestamp,
    // A status that can't be shown is no reason to fail, and one that comes after the end would be wrong.
    progress: async (step) => (signal.aborted ? undefined : await showStep(step).catch(() => {})),
  };
}

/** Tells whoever waits where this is the end of it. What can't be written down now is put off, so that it is not lost. */
async function answer<Ports>(error: unknown, one: Try, runner: Runner<Ports>): Promise<Ending> {
  if (one.stop.aborted) return { outcome: 'stopped' };
  if (error instanceof RetryLater && one.starts < MAX_STARTS)
    return { outcome: 'put off', afterMs: error.afterMs, err: error };
  try {
    if (error instanceof UserError) {
      await tellFailure(one, error.message, null, runner);
      return { outcome: 'told', code: error.code };
    }
    const reference = randomBytes(4).toString('hex');
    if (!one.isLast && !(error instanceof Hopeless)) return { outcome: 'failed', reference, err: error };
    await giveUp(one, reference, runner);
    return { outcome: 'gave up', reference, err: error };
  } catch (unwritten) {
    return { outcome: 'put off', afterMs: UNWRITTEN_MS, err: unwritten };
  }
}

/** Tells whoever waits that the job could not be finished. The same job again changes nothing. */
export async function giveUp<Ports>(
  one: Pick<Try, 'id' | 'timestamp' | 'reply'>,
  reference: string,
  runner: Pick<Runner<Ports>, 'commit' | 'renderFailure'>,
): Promise<void> {
  await tellFailure(one, new UserError('gaveUp').message, reference, runner);
}

async function tellFailure<Ports>(
  { id, timestamp, reply }: Pick<Try, 'id' | 'timestamp' | 'reply'>,
  words: string,
  reference: string | null,
  { commit, renderFailure }: Pick<Runner<Ports>, 'commit' | 'renderFailure'>,
): Promise<void> {
  if (reply === null) return;
  // A job that was given up may be enqueued again under its key: the time tells the two apart.
  const key = `${id} failed ${timestamp}`;
  await commit([{ key, target: reply, how: 'edit', message: renderFailure(words, reference) }]);
}
