import { z } from 'zod';
import type { Placer } from '../desk/placer.ts';
import { defineJob } from '../queue/define-job.ts';

/** Wakes this process's placer; what waits to be read is written in the store, so a lost wake-up loses nothing. */
export const placeItems = defineJob({
  name: 'place-items',
  payload: z.object({}),
  key: () => 'place-items',
  reply: () => null,
  attempts: 1,
  rememberMs: 0,

  async run(_, { placer }: { placer: Placer }) {
    placer.wake();
    return {};
  },
});
