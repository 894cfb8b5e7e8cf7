import { createHash } from 'node:crypto';
import type { Job as BullJob, Queue as BullQueue, Worker } from 'bullmq';
import type { Logger } from '../logger.ts';
import { openBackend, type QueuePlace } from './backend.ts';
import type { Enqueue, Job } from './define-job.ts';
import { giveUp, type Runner, runJob } from './run-job.ts';

export interface Progress {
  step: string;
  /** The message that shows it; null where nobody waits. */
  reply: string | null;
}

export interface Schedule {
  /** Milliseconds between runs, or a cron pattern in an IANA time zone. */
  when: { everyMs: number } | { cron: string; timeZone: string };
}

export interface Queue extends Enqueue {
  /** The same key again replaces the schedule. */
  schedule<Payload>(key: string, job: Job<Payload, never>, payload: Payload, schedule: Schedule): Promise<void>;
  unschedule(key: string): Promise<void>;
  /** Takes up jobs until its close, which waits for those that run. */
  work<Ports>(
    runner: Omit<Runner<Ports>, 'enqueue' | 'logger'>,
    options: { concurrency: number; onProgress?: (progress: Progress) => void },
  ): Promise<{ close(): Promise<void> }>;
  close(): Promise<void>;
}

const NAME = 'copydesk';
const HOUR_S = 3600;
/** A killed worker's job is taken up again within lockDuration + stalledInterval. */
const LOCK_MS = 10_000;
const STALLED_MS = 5_000;
const MAX_STALLED = 5;
const DRAIN_MS = 30_000;

export async function createQueue(options: {
  place: QueuePlace;
  /** Every job this queue may carry. */
  jobs: readonly { name: string }[];
  logger: Logger;
  /** Keeps queues on one Redis apart. */
  prefix?: string;
}): Promise<Queue> {
  const { logger, prefix = 'copydesk' } = options;
  const onError = (error: Error) => logger.warn({ event: 'queue', err: error });
  const backend = openBackend(options.place, onError);
  const queue = backend.queue(NAME, {
    prefix,
    defaultJobOptions: { removeOnComplete: { age: HOUR_S }, removeOnFail: { age: 7 * 24 * HOUR_S } },
  });
  queue.on('error', onError);
  await queue.waitUntilReady();
  // Jobs of all payloads and ports have no type in common but a name; each checks its own payload when it runs.
  const byName = new Map(options.jobs.map((job) => [job.name, job as Job]));

  return {
    add: (job, payload, { delayMs = 0 } = {}) => add(queue, job, payload, delayMs),
    schedule: (key, job, payload, { when }) => schedule(queue, key, job, payload, when),
    unschedule: async (key) => void (await queue.removeJobScheduler(key)),
    async work(given, { concurrency, onProgress }) {
      // `work` is called with the ports that the jobs were defined with.
      const runner = {
        ...given,
        logger,
        enqueue: (job, payload, o) => add(queue, job, payload, o?.delayMs ?? 0),
      } as Runner<unknown>;
      const worker = backend.worker(NAME, (bull, token) => runJob(bull, jobOf(bull, byName), runner, token), {
        ...{ prefix, concurrency, lockDuration: LOCK_MS, stalledInterval: STALLED_MS, maxStalledCount: MAX_STALLED },
      });
      worker.on('error', onError);
      // The only progress ever given is runJob's.
      worker.on('progress', (_, progress) => onProgress?.(progress as unknown as Progress));
      worker.on('failed', (bull) => void tellStalled(bull, byName, runner).catch(onError));
      await worker.waitUntilReady();
      return { close: () => drain(worker) };
    },
    async close() {
      await queue.close();
      await backend.close();
    },
  };
}

async function add<Payload>(
  queue: BullQueue,
  job: Job<Payload, never>,
  payload: Payload,
  delayMs: number,
): Promise<void> {
  const checked = job.payload.parse(payload);
  await queue.add(job.name, checked, {
    jobId: jobId(job.name, job.key(checked)),
    delay: delayMs,
    attempts: job.attempts ?? 5,
    backoff: { type: 'exponential', delay: job.backoffMs ?? 1000 },
  });
}

/** BullMQ forbids ':' in an id and ids of digits alone; a key may hold anything. */
function jobId(name: string, key: string): string {
  return `${name}-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
}

async function schedule<Payload>(
  queue: BullQueue,
  key: string,
  job: Job<Payload, never>,
  payload: Payload,
  when: Schedule['when'],
): Promise<void> {
  const repeat = 'everyMs' in when ? { every: when.everyMs } : { pattern: when.cron, tz: when.timeZone };
  const opts = { attempts: job.attempts ?? 5, backoff: { type: 'exponential', delay: job.backoffMs ?? 1000 } };
  await queue.upsertJobScheduler(key, repeat, { name: job.name, data: job.payload.parse(payload), opts });
}

function jobOf(bull: BullJob, byName: Map<string, Job>): Job {
  const job = byName.get(bull.name);
  if (!job) throw new Error(`no job is called ${bull.name}`);
  return job;
}

/** A job whose workers kept dying fails without having run to its end: nobody has told whoever waits. */
async function tellStalled(
  bull: BullJob | undefined,
  byName: Map<string, Job>,
  runner: Runner<unknown>,
): Promise<void> {
  if (!bull || !(await bull.isFailed())) return;
  const reference = bull.id?.slice(-8) ?? '';
  runner.logger.error({ event: 'job', job: bull.name, id: bull.id, outcome: 'failed for good', reference });
  await giveUp(bull, jobOf(bull, byName), reference, runner);
}

async function drain(worker: Worker): Promise<void> {
  const tooLate = setTimeout(() => void worker.close(true), DRAIN_MS);
  await worker.close();
  clearTimeout(tooLate);
}
