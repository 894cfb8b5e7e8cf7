import { setTimeout as delay } from 'node:timers/promises';
import { type Job as BullJob, type Worker as BullWorker, DelayedError, UnrecoverableError, WaitingError } from 'bullmq';
import { z } from 'zod';
import type { Backend } from './backend.ts';
import type { Job } from './define-job.ts';
import { type Ending, giveUp, type Runner, runJob, type Try } from './run-job.ts';

export interface Progress {
  step: string;
  /** The message that shows it; null where nobody waits. */
  reply: string | null;
}

export interface WorkerOptions {
  concurrency: number;
  onProgress?: (progress: Progress) => void;
  /** How long a close waits for the jobs that run; 30 s if left out. */
  drainMs?: number;
}

export interface Worker {
  close(): Promise<void>;
}

/** What a job carries through BullMQ. */
const carriedSchema = z.object({ payload: z.unknown(), reply: z.string().nullable() });
export type Carried = z.infer<typeof carriedSchema>;

/**
 * A killed worker's job is taken up again within 13 s: the lock and two looks, as on Redis every second look comes a
 * moment too early for the interval that it sets itself, and is left out.
 */
const LOCK_MS = 10_000;
const STALLED_MS = 1_500;
/** run-job has the bound, and tells whoever waits; BullMQ would only drop the job. */
const NO_BOUND = 1_000_000;
const DRAIN_MS = 30_000;
/** For jobs that were told to stop to go back into the queue. */
const GRACE_MS = 5_000;

export async function startWorker(
  backend: Backend,
  { name, prefix, byName }: { name: string; prefix: string; byName: ReadonlyMap<string, Job> },
  runner: Runner<unknown>,
  { concurrency, onProgress, onOver, drainMs = DRAIN_MS }: WorkerOptions & { onOver: (id: string) => Promise<void> },
): Promise<Worker> {
  const onError = (error: unknown) => runner.logger.warn({ event: 'queue', err: error });
  const worker = backend.worker(
    name,
    async (bull, token, signal) => {
      const one = tryOf(bull, signal ?? new AbortController().signal, onProgress);
      const ending = await runJob(one, byName.get(bull.name), runner);
      if (OVER.has(ending.outcome)) await onOver(one.id).catch(onError);
      await leave(bull, token, ending, runner);
    },
    { prefix, concurrency, lockDuration: LOCK_MS, stalledInterval: STALLED_MS, maxStalledCount: NO_BOUND },
  );
  worker.on('error', onError);
  worker.on('failed', (bull, error) => void tellUntold(bull, error, runner).catch(onError));
  await worker.waitUntilReady();
  return { close: () => drain(worker, drainMs, onError) };
}

/** After these nobody waits for the job any more. */
const OVER: ReadonlySet<Ending['outcome']> = new Set(['done', 'told', 'gave up']);

function tryOf(bull: BullJob, stop: AbortSignal, onProgress: WorkerOptions['onProgress']): Try {
  const { payload, reply } = readCarried(bull);
  return {
    id: bull.id ?? '',
    name: bull.name,
    ...{ payload, reply, stop },
    timestamp: bull.timestamp,
    attempt: bull.attemptsMade + 1,
    isLast: bull.attemptsMade + 1 >= (bull.opts.attempts ?? 1),
    starts: bull.attemptsStarted,
    stalls: bull.stalledCounter,
    async showStep(step) {
      onProgress?.({ step, reply });
      // For who looks at the queue: a job must not wait for that while the queue's server is away.
      void bull.updateProgress({ step, reply }).catch(() => {});
    },
  };
}

function readCarried({ data }: BullJob): Carried {
  const read = carriedSchema.safeParse(data);
  return read.success ? read.data : { payload: undefined, reply: null };
}

/** Leaves the job to BullMQ as its try ended; every way but success is an error there. */
async function leave(
  bull: BullJob,
  token: string | undefined,
  ending: Ending,
  { clock }: Runner<unknown>,
): Promise<void> {
  switch (ending.outcome) {
    case 'done':
    case 'told':
      return;
    case 'put off':
      await bull.moveToDelayed(clock() + ending.afterMs, token);
      throw new DelayedError();
    case 'stopped':
      await bull.moveToWait(token);
      throw new WaitingError();
    case 'failed':
      throw new Error(`reference ${ending.reference}`, { cause: ending.err });
    case 'gave up':
      throw new UnrecoverableError(`reference ${ending.reference}`);
  }
}

/** A job can fail for good without run-job: when the queue's server was away as its last try ended. */
async function tellUntold(bull: BullJob | undefined, error: Error, runner: Runner<unknown>): Promise<void> {
  if (!bull || error instanceof UnrecoverableError || !(await bull.isFailed())) return;
  const reference = bull.id?.slice(-8) ?? '';
  runner.logger.error({ event: 'job', job: bull.name, id: bull.id, outcome: 'gave up', reference, err: error });
  await giveUp({ id: bull.id ?? '', timestamp: bull.timestamp, reply: readCarried(bull).reply }, reference, runner);
}

async function drain(worker: BullWorker, drainMs: number, onError: (error: unknown) => void): Promise<void> {
  const closed = worker.close();
  if (await isWithin(closed, drainMs)) return;
  worker.cancelAllJobs('the worker stops');
  if (!(await isWithin(closed, GRACE_MS))) onError(new Error('the worker did not close in time'));
}

async function isWithin(work: Promise<void>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(ms, false, { signal: timer.signal }).catch(() => false);
  const isDone = await Promise.race([work.then(() => true), late]);
  timer.abort();
  return isDone;
}
