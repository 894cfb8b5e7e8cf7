import { z } from 'zod';
import type { DigestPlans, Edits, Posts } from '../news/digest-ports.ts';
import type { Clock } from '../news/ports.ts';
import { defineJob, type Follow } from '../queue/define-job.ts';
import { noteEdit } from './note-edit.ts';
import { sendDigest } from './send-digest.ts';
import { sendInstant } from './send-instant.ts';

/** A post is old after a week: nobody looks at it for what has changed. */
const EDITS_MS = 7 * 24 * 60 * 60_000;
const MOST_EDITS = 20;

/** Looks in the store for what is due; the queue only wakes it, so a lost wake-up loses nothing. */
export const lookForDigests = defineJob({
  name: 'look-for-digests',
  payload: z.object({}),
  key: () => 'look-for-digests',
  reply: () => null,
  attempts: 1,
  rememberMs: 0,

  async run(_, { plans, posts, edits, clock }: { plans: DigestPlans; posts: Posts; edits: Edits; clock: Clock }) {
    const now = clock();
    await posts.settle(now);
    const due = await plans.due(now);
    const edited = await edits.changed(now - EDITS_MS, MOST_EDITS);
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
        ...edited.map(
          (itemId): Follow =>
            (add) =>
              add(noteEdit, { itemId }),
        ),
      ],
    };
  },
});
