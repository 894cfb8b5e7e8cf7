import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { RetryLater, UserError } from '../../src/errors.ts';
import type { Delivery } from '../../src/news/ports.ts';
import type { QueuePlace } from '../../src/queue/backend.ts';
import { defineJob, type Job } from '../../src/queue/define-job.ts';
import { createQueue, type Progress, type Queue } from '../../src/queue/queue.ts';
import { testDatabase } from '../doubles/database.ts';
import { startRedis } from '../doubles/redis.ts';

type Run = (payload: { name: string }, attempt: number, progress: (step: string) => Promise<void>) => Promise<void>;

/** A job that calls what the test hands to its worker. */
function jobNamed(name: string, more: Partial<Job<{ name: string }>> = {}) {
  return defineJob<{ name: string }, { run: Run }>({
    name,
    payload: z.object({ name: z.string() }),
    key: (payload) => payload.name,
    reply: () => 'local:test/1',
    backoffMs: 50,
    attempts: 3,
    async run(payload, { run }, { attempt, progress }) {
      await run(payload, attempt, progress);
      return {};
    },
    ...more,
  });
}

const work = jobNamed('work');
const growing = jobNamed('growing', { backoffMs: 200 });
const forgotten = jobNamed('forgotten', { rememberMs: 0 });
const redis = await startRedis();
if (!redis) console.warn('left out: the queue on Redis (no REDIS_URL and no redis-server binary here)');

const backends: [string, () => Promise<{ place: QueuePlace; stop(): Promise<void> }>][] = [
  [
    'PostgreSQL',
    async () => {
      const database = await testDatabase();
      return { place: { postgres: database.connection }, stop: () => database.close() };
    },
  ],
];
if (redis) backends.push(['Redis', async () => ({ place: { redisUrl: redis.url }, stop: () => redis.stop() })]);

describe.each(backends)('the queue on %s', (_, open) => {
  let backend: Awaited<ReturnType<typeof open>>;
  const prefix = `test${crypto.randomUUID().slice(0, 8)}`;
  let queue: Queue;
  const logger = pino({ level: 'silent' });
  const openQueue = () => createQueue({ place: backend.place, jobs: [work, growing, forgotten], logger, prefix });

  beforeAll(async () => {
    backend = await open();
    queue = await openQueue();
  });
  afterAll(async () => {
    await queue.close();
    await backend.stop();
  });

  /** A worker that runs `run` for every job, with what it committed and told. */
  async function startWorker(run: Run, drainMs?: number) {
    const committed: Delivery[] = [];
    const told: Progress[] = [];
    const { promise: answered, resolve } = Promise.withResolvers<void>();
    const worker = await queue.work(
      {
        ports: { run },
        commit: async (deliveries) => {
          committed.push(...deliveries);
          if (deliveries.length > 0) resolve();
        },
        renderFailure: (words, reference) => ({ words, reference }),
        clock: Date.now,
      },
      { concurrency: 5, drainMs, onProgress: (progress) => told.push(progress) },
    );
    return { committed, told, answered, close: () => worker.close() };
  }

  test('a job runs once per key, however often it is enqueued', async () => {
    const ran: string[] = [];
    const last = Promise.withResolvers<void>();
    const worker = await startWorker(async ({ name }) => {
      ran.push(name);
      if (name === 'last') last.resolve();
    });
    for (let again = 0; again < 5; again += 1) await queue.add(work, { name: 'same: key' });
    await queue.add(work, { name: '123' });
    await queue.add(work, { name: 'last' }, { delayMs: 300 });
    await last.promise;
    await queue.add(work, { name: 'same: key' });
    await worker.close();
    expect(ran.toSorted()).toEqual(['123', 'last', 'same: key']);
  });

  test('a delayed job does not run before its time', async () => {
    const ran = Promise.withResolvers<number>();
    const worker = await startWorker(async () => ran.resolve(performance.now()));
    const before = performance.now();
    await queue.add(work, { name: 'delayed' }, { delayMs: 400 });
    expect((await ran.promise) - before).toBeGreaterThanOrEqual(390);
    await worker.close();
  });

  test('a failing job is tried again after a growing pause, then whoever waits is told', async () => {
    const tries: { attempt: number; at: number }[] = [];
    const worker = await startWorker(async (_payload, attempt) => {
      tries.push({ attempt, at: performance.now() });
      throw new Error('broken');
    });
    await queue.add(growing, { name: 'failing' });
    await worker.answered;
    await worker.close();
    expect(tries.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    // A busy machine makes any pause longer, so each is held to what it must be at least: 200 ms and twice that, less the clock's grain.
    const [first = 0, second = 0, third = 0] = tries.map(({ at }) => at);
    expect(second - first).toBeGreaterThan(190);
    expect(third - second).toBeGreaterThan(390);
    expect(worker.committed[0]).toMatchObject({ target: 'local:test/1', how: 'edit' });
    expect(JSON.stringify(worker.committed[0])).toMatch(/could not be finished.*"reference":"[0-9a-f]{8}"/);
  });

  test('what the person can put right is told at once and not tried again', async () => {
    let tries = 0;
    const worker = await startWorker(async () => {
      tries += 1;
      throw new UserError('emptyText');
    });
    await queue.add(work, { name: 'empty' });
    await worker.answered;
    await worker.close();
    expect(tries).toBe(1);
    expect(JSON.stringify(worker.committed)).toContain('There is no text in it');
  });

  test('a job that must wait is put off without using up a try', async () => {
    const attempts: number[] = [];
    const done = Promise.withResolvers<void>();
    const worker = await startWorker(async (_payload, attempt) => {
      attempts.push(attempt);
      if (attempts.length < 5) throw new RetryLater('not yet', 50);
      done.resolve();
    });
    await queue.add(work, { name: 'put off' });
    await done.promise;
    await worker.close();
    expect(attempts).toEqual([1, 1, 1, 1, 1]);
  });

  test('progress reaches the worker’s listener with the reply it belongs to', async () => {
    const done = Promise.withResolvers<void>();
    const worker = await startWorker(async (_payload, _attempt, progress) => {
      await progress('reading');
      await progress('writing');
      done.resolve();
    });
    await queue.add(work, { name: 'progress' });
    await done.promise;
    await worker.close();
    expect(worker.told).toEqual(['reading', 'writing'].map((step) => ({ step, reply: 'local:test/1' })));
  });

  test('a scheduled job comes again and again, under a new schedule of its key as that says', async () => {
    const seen: string[] = [];
    const again = new Map(['old', 'new'].map((name) => [name, Promise.withResolvers<void>()]));
    const worker = await startWorker(async ({ name }) => {
      seen.push(name);
      if (seen.length >= 3 && seen.slice(-3).every((one) => one === name)) again.get(name)?.resolve();
    });
    await queue.schedule('tick: 1', work, { name: 'old' }, 50);
    await again.get('old')?.promise;
    await queue.schedule('tick: 1', work, { name: 'new' }, 50);
    await again.get('new')?.promise;
    await queue.unschedule('tick: 1');
    await worker.close();
    expect(seen.slice(-3)).toEqual(['new', 'new', 'new']);
  });

  test('a job that was given up may be asked for again, and whoever waits is told again', async () => {
    const worker = await startWorker(async () => Promise.reject(new Error('broken')));
    await queue.add(work, { name: 'again' });
    await worker.answered;
    await worker.close();
    const after = await startWorker(async () => Promise.reject(new Error('still broken')));
    await queue.add(work, { name: 'again' });
    await after.answered;
    await after.close();
    expect(after.committed[0]?.key).not.toBe(worker.committed[0]?.key);
  });

  test('a job that is not remembered runs again as soon as it is done', async () => {
    const ran: string[] = [];
    const last = Promise.withResolvers<void>();
    const worker = await startWorker(async ({ name }) => {
      ran.push(name);
      if (ran.length === 2) last.resolve();
    });
    await queue.add(forgotten, { name: 'each time' });
    while (ran.length < 2) {
      await queue.add(forgotten, { name: 'each time' });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await last.promise;
    await worker.close();
    expect(ran.length).toBeGreaterThanOrEqual(2);
  });

  test('a job that does not end when its worker closes goes back to the queue within a bound', async () => {
    const started = Promise.withResolvers<void>();
    const worker = await startWorker(async () => {
      started.resolve();
      await new Promise<never>(() => {});
    }, 50);
    await queue.add(work, { name: 'endless' });
    await started.promise;
    await worker.close();
    const taken = Promise.withResolvers<[string, number]>();
    const next = await startWorker(async ({ name }, attempt) => taken.resolve([name, attempt]));
    expect(await taken.promise).toEqual(['endless', 1]);
    await next.close();
  });

  test('closing a worker waits for the job that runs', async () => {
    const started = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    let isDone = false;
    const worker = await startWorker(async () => {
      started.resolve();
      await goOn.promise;
      isDone = true;
    });
    await queue.add(work, { name: 'running' });
    await started.promise;
    const closed = worker.close();
    goOn.resolve();
    await closed;
    expect(isDone).toBe(true);
  });

  test('a payload that does not fit is refused on the way in', async () => {
    await expect(queue.add(work, { name: 7 } as never)).rejects.toThrow(/name/);
  });

  test('a job whose worker was killed is taken up again, long before its time would be over', async () => {
    const child = fork(new URL('./queue-victim.ts', import.meta.url), [
      JSON.stringify({ place: backend.place, prefix }),
    ]);
    await queue.add(work, { name: 'orphan' });
    await messageOf(child);
    child.kill('SIGKILL');
    const taken = Promise.withResolvers<string>();
    const worker = await startWorker(async ({ name }) => taken.resolve(name));
    expect(await taken.promise).toBe('orphan');
    await worker.close();
  });
});

async function messageOf(child: ChildProcess): Promise<void> {
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the victim ended with ${code}`))),
  ]);
}
