import { z } from 'zod';
import { defineJob } from '../queue/define-job.ts';

/** Wakes this process's poller; when each source is due is written in the store, so a lost wake-up loses nothing. */
export const pollSources = defineJob({
  name: 'poll-sources',
  payload: z.object({}),
  key: () => 'poll-sources',
  reply: () => null,
  attempts: 1,
  rememberMs: 0,

  async run(_, { poller }: { poller: { wake(): Promise<void> } }) {
    await poller.wake();
    return {};
  },
});
