import { z } from 'zod';
import type { Clock } from '../news/ports.ts';
import { defineJob } from '../queue/define-job.ts';

/** What a store can forget by age. */
interface Aging {
  /** Forgets what is older than `before` and no longer needed. */
  purge(before: Date): Promise<void>;
}

const DAY_MS = 24 * 60 * 60_000;
/** How often it runs. */
export const FORGET_EVERY_MS = DAY_MS / 24;

/** How long each is kept at most. */
const AGES_MS = {
  /** An upload's article is stored by then. */
  uploads: DAY_MS,
  /** Long enough to see what became of a message, and for its key to stop a repetition. */
  deliveries: 30 * DAY_MS,
  /** As long as their deliveries, which say what was posted about them. */
  postedLinks: 30 * DAY_MS,
  /** As long as somebody may want to remove what they asked for. */
  replies: 90 * DAY_MS,
  /** An item's words, once it is no news any more; what became of it is kept. */
  items: 60 * DAY_MS,
  /** What finds the story of an article, once none can join or follow it any more. */
  book: 40 * DAY_MS,
  /** As long as a conversation may be taken up again. */
  questions: 30 * DAY_MS,
  /** Of which the queue should have heard long ago. */
  requests: 7 * DAY_MS,
  /** Of what nobody said yes to. */
  offers: 7 * DAY_MS,
};

/** Keeps the store from growing by what nobody asks for any more. */
export const forgetOld = defineJob({
  name: 'forget-old',
  payload: z.object({}),
  key: () => 'forget-old',
  reply: () => null,

  async run(
    _,
    ports: Record<keyof typeof AGES_MS, Aging> & { retention: { forget(now: number): Promise<number> }; clock: Clock },
  ) {
    const now = ports.clock();
    for (const [name, ageMs] of Object.entries(AGES_MS)) {
      // Its keys are the ports' names.
      await ports[name as keyof typeof AGES_MS].purge(new Date(now - ageMs));
    }
    // By their own settings; much of it, so it comes last.
    await ports.retention.forget(now);
    return {};
  },
});
