import { pino } from 'pino';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { RetryLater, UserError } from '../../src/errors.ts';
import type { Delivery } from '../../src/news/ports.ts';
import { defineJob, type Job } from '../../src/queue/define-job.ts';
import { type Runner, runJob, type Try } from '../../src/queue/run-job.ts';

/** How one try of a job ends, what it committed and what the log says, by what it does and how it is tried. */
async function ending(
  run: Job['run'],
  more: { one?: Partial<Try>; job?: Partial<Job>; commit?: Runner<unknown>['commit'] },
) {
  const committed: Delivery[] = [];
  const lines: string[] = [];
  const job = defineJob<unknown, unknown>({
    name: 'work',
    payload: z.object({ name: z.string() }),
    key: () => 'key',
    reply: () => null,
    run,
    ...more.job,
  });
  const one: Try = {
    ...{ id: 'work-1', name: 'work', payload: { name: 'a secret text' }, reply: 'local:test/1', timestamp: 1 },
    ...{ attempt: 1, isLast: false, starts: 1, stalls: 0, stop: new AbortController().signal },
    showStep: async () => {},
    ...more.one,
  };
  const runner: Runner<unknown> = {
    ports: {},
    commit: async (deliveries) => void committed.push(...deliveries),
    renderFailure: (words, reference) => ({ words, reference }),
    enqueue: async () => {},
    logger: pino({ level: 'debug' }, { write: (line) => void lines.push(line) }),
    clock: () => 0,
    ...(more.commit ? { commit: more.commit } : {}),
  };
  const { outcome } = await runJob(one, job, runner);
  return { outcome, committed, lines };
}

const done = async () => ({});
const fail = (error: Error) => async () => Promise.reject(error);
const stopped = AbortSignal.abort('stop');

test.each<[string, Job['run'], Parameters<typeof ending>[1], string, boolean]>([
  ['work that is done', done, {}, 'done', false],
  ['a failure with tries left', fail(new Error('x')), {}, 'failed', false],
  ['a failure on the last try', fail(new Error('x')), { one: { isLast: true } }, 'gave up', true],
  ['what the person can put right', fail(new UserError('emptyText')), {}, 'told', true],
  ['a limit', fail(new RetryLater('x', 10)), {}, 'put off', false],
  ['a limit without end', fail(new RetryLater('x', 10)), { one: { starts: 100, isLast: true } }, 'gave up', true],
  ['a payload that no longer fits', done, { one: { payload: { name: 7 } } }, 'gave up', true],
  ['a job that kills its workers', done, { one: { stalls: 3 } }, 'gave up', true],
  ['a try over its time', async () => await new Promise<never>(() => {}), { job: { timeoutMs: 20 } }, 'failed', false],
  ['a worker that stops', async () => await new Promise<never>(() => {}), { one: { stop: stopped } }, 'stopped', false],
  [
    'an answer that can’t be written down now',
    fail(new UserError('emptyText')),
    { commit: async () => Promise.reject(new Error('no database')) },
    'put off',
    false,
  ],
])('%s', async (_, run, more, outcome, isTold) => {
  const found = await ending(run, more);
  expect(found.outcome).toBe(outcome);
  expect(found.committed.map(({ target }) => target)).toEqual(isTold ? ['local:test/1'] : []);
});

test('a try is one line in the log, with its reference and without its text', async () => {
  const { lines, committed } = await ending(fail(new Error('broken')), { one: { isLast: true } });
  expect(lines).toHaveLength(1);
  const line = JSON.parse(lines[0] ?? '');
  expect(line).toMatchObject({ event: 'job', job: 'work', id: 'work-1', attempt: 1, outcome: 'gave up' });
  expect(committed[0]?.message).toMatchObject({ reference: line.reference });
  expect(lines[0]).not.toContain('secret');
});

test('deliveries are committed before what comes next is enqueued', async () => {
  const order: string[] = [];
  const deliver: Delivery[] = [{ key: 'k', target: 'local:test/1', how: 'edit', message: {} }];
  await ending(async () => ({ deliver, next: [async () => void order.push('next')] }), {
    commit: async () => void order.push('commit'),
  });
  expect(order).toEqual(['commit', 'next']);
});
