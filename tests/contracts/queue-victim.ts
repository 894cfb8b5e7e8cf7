import { pino } from 'pino';
import { z } from 'zod';
import { defineJob } from '../../src/queue/define-job.ts';
import { createQueue } from '../../src/queue/queue.ts';

/** A worker process that takes a job, says so, and never finishes it: the contract's test kills it. */
const work = defineJob({
  name: 'work',
  payload: z.object({ name: z.string() }),
  key: ({ name }) => name,
  reply: () => null,
  async run() {
    process.send?.('taken');
    return await new Promise<never>(() => {});
  },
});

const { place, prefix } = JSON.parse(process.argv[2] ?? '');
const queue = await createQueue({ place, prefix, jobs: [work], logger: pino({ level: 'silent' }) });
await queue.work({ ports: {}, commit: async () => {}, renderFailure: () => ({}), clock: Date.now }, { concurrency: 1 });
