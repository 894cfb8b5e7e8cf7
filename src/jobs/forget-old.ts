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
/** An upload's article is stored by then. */
const UPLOADS_MS = DAY_MS;
/** Long enough to see what became of a message, and for its key to stop a repetition. */
const DELIVERIES_MS = 30 * DAY_MS;
/** As long as somebody may want to remove what they asked for. */
const REPLIES_MS = 90 * DAY_MS;
/** An item's words, once it is no news any more; what became of it is kept. */
const ITEMS_MS = 60 * DAY_MS;
/** What finds the story of an article, once none can join or follow it any more. */
const PLACEMENTS_MS = 40 * DAY_MS;
/** As long as their deliveries, which say what was posted about them. */
const POSTED_LINKS_MS = DELIVERIES_MS;
/** Of what nobody said yes to. */
const OFFERS_MS = 7 * DAY_MS;
/** As long as a conversation may be taken up again. */
const QUESTIONS_MS = 30 * DAY_MS;

/** Keeps the store from growing by what nobody asks for any more. */
export const forgetOld = defineJob({
  name: 'forget-old',
  payload: z.object({}),
  key: () => 'forget-old',
  reply: () => null,

  async run(
    _,
    ports: Record<
      'uploads' | 'deliveries' | 'replies' | 'items' | 'book' | 'offers' | 'questions' | 'postedLinks',
      Aging
    > & {
      retention: { forget(now: number): Promise<number> };
      clock: Clock;
    },
  ) {
    const { uploads, deliveries, replies, items, book, offers, questions, postedLinks, retention, clock } = ports;
    await uploads.purge(new Date(clock() - UPLOADS_MS));
    await deliveries.purge(new Date(clock() - DELIVERIES_MS));
    await replies.purge(new Date(clock() - REPLIES_MS));
    await items.purge(new Date(clock() - ITEMS_MS));
    await book.purge(new Date(clock() - PLACEMENTS_MS));
    await offers.purge(new Date(clock() - OFFERS_MS));
    await questions.purge(new Date(clock() - QUESTIONS_MS));
    await postedLinks.purge(new Date(clock() - POSTED_LINKS_MS));
    // By their own settings; much of it, so it comes last.
    await retention.forget(clock());
    return {};
  },
});
