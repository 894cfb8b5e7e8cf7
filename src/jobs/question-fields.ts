import { z } from 'zod';

/** A question as its jobs carry it. */
export const questionFields = {
  question: z.string(),
  bounds: z.object({
    articleId: z.string().nullable(),
    sourceId: z.string().nullable(),
    site: z.string().nullable(),
    since: z.number().nullable(),
  }),
  scope: z.object({ workspace: z.string(), channel: z.string() }),
  thread: z.string().nullable(),
  asker: z.string(),
  reply: z.string(),
};
