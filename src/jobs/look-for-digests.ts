import { z } from 'zod';
import type { DigestPlans, Posts } from '../news/digest-ports.ts';
import type { Clock } from '../news/ports.ts';
import { defineJob, type Follow } from '../queue/define-job.ts';
import { sendDigest } from './send-digest.ts';
import { sendInstant } from './send-instant.ts';

/** Looks in the store for what is due; the queue only wakes it, so a lost wake-up loses nothing. */
export const lookForDigests = defineJob({
  name: 'look-for-digests',
  payload: z.object({}),
  key: () => 'look-for-digests',
  reply: () => null,
  attempts: 1,
  rememberMs: 0,

  async run(_, { plans, posts, clock }: { plans: DigestPlans; posts: Posts; clock: Clock }) {
    const now = clock();
    await posts.settle(now);
    const due = await plans.due(now);
    const instant = await posts.instantChannels();
    return {
      next: [
        ...due.map(
          ({ id }): Follow =>
            (add) =>
              add(sendDigest, { planId: id }),
        ),
        ...instant.map(
          (scope): Follow =>
            (add) =>
              add(sendInstant, scope),
        ),
      ],
    };
  },
});
