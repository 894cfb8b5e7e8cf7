import { createHash } from 'node:crypto';
import type { Queue as BullQueue, JobsOptions } from 'bullmq';
import { z } from 'zod';
import type { Logger } from '../logger.ts';
import type { Ledger } from '../news/ports.ts';
import { openBackend, type QueuePlace } from './backend.ts';
import { before } from './before.ts';
import type { Enqueue, Job } from './define-job.ts';
import { addNoted, restoreLost } from './ledger.ts';
import type { Runner } from './run-job.ts';
import { type Carried, startWorker, type Worker, type WorkerOptions } from './worker.ts';

export type { Progress } from './worker.ts';

export interface Queue extends Enqueue {
  /** Runs the job again and again, `everyMs` milliseconds apart. The same key again replaces the schedule. */
  schedule<Payload>(key: string, job: Job<Payload, never>, payload: Payload, everyMs: number): Promise<void>;
  unschedule(key: string): Promise<void>;
  /** Takes up jobs until its close, which waits for those that run; what is not done by then is left to other workers. */
  work<Ports>(runner: Omit<Runner<Ports>, 'enqueue' | 'logger'>, options: WorkerOptions): Promise<Worker>;
  close(): Promise<void>;
}

const NAME = 'copydesk';
const ATTEMPTS = 5;
const BACKOFF_MS = 1000;
const REMEMBER_MS = 60 * 60_000;
/** How long a job that was given up is kept to be looked at. */
const FAILED_S = 7 * 24 * 60 * 60;
const ADD_MS = 10_000;
const LOOK_MS = 30_000;

export async function createQueue(options: {
  place: QueuePlace;
  /** Every job this queue may carry. */
  jobs: readonly { name: string }[];
  /** Where requests are kept beside the queue; null where its server loses nothing that the store would keep. */
  ledger?: Ledger | null;
  logger: Logger;
  /** Keeps queues on one Redis apart. */
  prefix?: string;
}): Promise<Queue> {
  const { logger, ledger = null, prefix = 'copydesk' } = options;
  const onError = (error: unknown) => logger.warn({ event: 'queue', err: error });
  const backend = openBackend(options.place, onError);
  const queue = backend.queue(NAME, { prefix });
  queue.on('error', onError);
  await queue.waitUntilReady();
  // Jobs of all payloads and ports have no type in common but a name; each checks its own payload when it runs.
  const byName = new Map(options.jobs.map((job) => [job.name, job as Job]));
  const enqueue: Enqueue['add'] = (job, payload, { delayMs = 0 } = {}) =>
    add({ queue, ledger, onError }, job, payload, delayMs);
  const schedules = keepSchedules(queue);
  const look = async () => {
    await schedules.look();
    const optionsOfName = (name: string) => optionsOrNull(byName.get(name));
    if (ledger) await restoreLost(queue, ledger, { optionsOf: optionsOfName, now: Date.now() });
  };
  const beat = setInterval(() => void look().catch(onError), LOOK_MS);
  beat.unref();

  return {
    add: enqueue,
    schedule: (key, job, payload, everyMs) => schedules.set(idOf('schedule', key), job, payload, everyMs),
    unschedule: (key) => schedules.remove(idOf('schedule', key)),
    work: (given, settings) =>
      // `work` is called with the ports that the jobs were defined with.
      startWorker(backend, { name: NAME, prefix, byName }, { ...given, logger, enqueue } as Runner<unknown>, {
        ...settings,
        onOver: async (id) => await ledger?.done(id),
      }),
    async close() {
      clearInterval(beat);
      await queue.close();
      await backend.close();
    },
  };
}

async function add<Payload>(
  { queue, ledger, onError }: { queue: BullQueue; ledger: Ledger | null; onError: (error: unknown) => void },
  job: Job<Payload, never>,
  payload: Payload,
  delayMs: number,
): Promise<void> {
  const { carried, key } = carry(job, payload);
  const id = idOf(job.name, key);
  const put = async () => {
    await forget(queue, id, job.rememberMs ?? REMEMBER_MS);
    await queue.add(job.name, carried, { ...optionsOf(job), jobId: id, delay: delayMs });
  };
  // Whoever asks must hear soon that nothing can be taken up; ioredis alone would try for a minute.
  const putInTime = () => before(AbortSignal.timeout(ADD_MS), put());
  if (!ledger || carried.reply === null) await putInTime();
  else await addNoted({ id, job: job.name, carried, dueAt: Date.now() + delayMs }, { ledger, onError }, putInTime);
}

/** BullMQ drops old jobs only when others end, and never one that failed while it is kept: neither may shut out its key. */
async function forget(queue: BullQueue, id: string, rememberMs: number): Promise<void> {
  const known = await queue.getJob(id);
  if (!known?.finishedOn) return;
  const isOver = known.finishedOn + rememberMs <= Date.now();
  if (isOver || (await known.isFailed())) await known.remove();
}

/** `look` gives the schedules again to a queue that lost its data, and would never wake anybody again. */
function keepSchedules(queue: BullQueue) {
  const kept = new Map<string, () => Promise<unknown>>();
  return {
    async look(): Promise<void> {
      for (const [id, upsert] of kept) if (!(await queue.getJobScheduler(id))) await upsert();
    },
    async set<Payload>(id: string, job: Job<Payload, never>, payload: Payload, everyMs: number): Promise<void> {
      const template = { name: job.name, data: carry(job, payload).carried, opts: optionsOf(job) };
      const upsert = () => queue.upsertJobScheduler(id, { every: everyMs }, template);
      await upsert();
      kept.set(id, upsert);
    },
    async remove(id: string): Promise<void> {
      kept.delete(id);
      await queue.removeJobScheduler(id);
    },
  };
}

/** Checks what will arrive at the other end: the payload as JSON. */
function carry<Payload>(job: Job<Payload, never>, payload: Payload): { carried: Carried; key: string } {
  const read = job.payload.safeParse(JSON.parse(JSON.stringify(payload)));
  if (!read.success) throw new Error(`the payload of ${job.name} does not fit:\n${z.prettifyError(read.error)}`);
  return { carried: { payload, reply: job.reply(read.data) }, key: job.key(read.data) };
}

type Settings = Pick<Job, 'attempts' | 'backoffMs' | 'rememberMs'>;

function optionsOrNull(job: Job | undefined): JobsOptions | null {
  return job ? optionsOf(job) : null;
}

function optionsOf({ attempts, backoffMs, rememberMs }: Settings): JobsOptions {
  return {
    attempts: attempts ?? ATTEMPTS,
    backoff: { type: 'exponential', delay: backoffMs ?? BACKOFF_MS },
    removeOnComplete: rememberMs === 0 ? true : { age: Math.ceil((rememberMs ?? REMEMBER_MS) / 1000) },
    removeOnFail: { age: FAILED_S },
  };
}

/** BullMQ forbids ':' in an id and ids of digits alone; a key may hold anything. */
function idOf(name: string, key: string): string {
  return `${name}-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
}
