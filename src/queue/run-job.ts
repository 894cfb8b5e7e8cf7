import { randomBytes } from 'node:crypto';
import { type Job as BullJob, DelayedError } from 'bullmq';
import { RetryLater, UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Delivery } from '../news/ports.ts';
import type { Enqueue, Job, JobResult } from './define-job.ts';

export interface Runner<Ports> {
  ports: Ports;
  /** The outbox: all or none, idempotent by key. */
  commit(deliveries: readonly Delivery[]): Promise<void>;
  renderFailure(words: string, reference: string | null): object;
  enqueue: Enqueue['add'];
  logger: Logger;
  clock(): number;
}

/** How often a job may put itself off before that counts as giving up. */
const MAX_STARTS = 40;

/** Runs one job, and is the only catch around it: whatever happens, whoever waits for the reply is told. */
export async function runJob<Ports>(bull: BullJob, job: Job<unknown, Ports>, runner: Runner<Ports>, token?: string) {
  const started = performance.now();
  const log = (outcome: string, facts: object = {}) =>
    runner.logger.info({
      event: 'job',
      job: job.name,
      id: bull.id,
      attempt: bull.attemptsMade + 1,
      outcome,
      ms: Math.round(performance.now() - started),
      ...facts,
    });
  const payload = job.payload.parse(bull.data);
  try {
    await finish(await job.run(payload, runner.ports, controlOf(bull, job, payload)), runner);
    log('done');
  } catch (error) {
    if (error instanceof UserError) {
      log(error.code);
      return await tellFailure(bull, job, payload, error.message, null, runner);
    }
    if (error instanceof RetryLater && bull.attemptsStarted < MAX_STARTS) {
      log('put off', { afterMs: error.afterMs });
      await bull.moveToDelayed(runner.clock() + error.afterMs, token);
      throw new DelayedError();
    }
    const isLast = bull.attemptsMade + 1 >= (bull.opts.attempts ?? 1);
    const reference = randomBytes(4).toString('hex');
    runner.logger.error({
      event: 'job',
      job: job.name,
      id: bull.id,
      outcome: isLast ? 'gave up' : 'failed',
      reference,
      err: error,
    });
    if (isLast) await giveUp(bull, job, reference, runner);
    throw error;
  }
}

/** Tells whoever waits that the job could not be finished. The same job again changes nothing. */
export async function giveUp<Ports>(bull: BullJob, job: Job<unknown, Ports>, reference: string, runner: Runner<Ports>) {
  const words = new UserError('gaveUp').message;
  await tellFailure(bull, job, job.payload.parse(bull.data), words, reference, runner);
}

function controlOf<Ports>(bull: BullJob, job: Job<unknown, Ports>, payload: unknown) {
  const reply = job.reply(payload);
  return {
    attempt: bull.attemptsMade + 1,
    progress: async (step: string) => await bull.updateProgress({ step, reply }),
  };
}

/** First what must arrive, then what comes next: a crash in between runs the job again, and both are idempotent. */
async function finish<Ports>(
  { deliver = [], next = [] }: JobResult,
  { commit, enqueue }: Runner<Ports>,
): Promise<void> {
  await commit(deliver);
  for (const follow of next) await follow(enqueue);
}

async function tellFailure<Ports>(
  bull: BullJob,
  job: Job<unknown, Ports>,
  payload: unknown,
  words: string,
  reference: string | null,
  { commit, renderFailure }: Runner<Ports>,
): Promise<void> {
  const target = job.reply(payload);
  if (target === null) return;
  await commit([{ key: `${bull.id} failed`, target, how: 'edit', message: renderFailure(words, reference) }]);
}
