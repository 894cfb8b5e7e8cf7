import { z } from 'zod';
import { LENGTHS } from '../news/summary.ts';

/** Who asked, how it is to be written and where the answer goes, as a summary's jobs carry it. */
export const requestFields = {
  style: z.string(),
  length: z.enum(LENGTHS),
  /** Null = the article's own. */
  language: z.string().nullable(),
  /** What a reader found wrong with an earlier summary. */
  remark: z.string().max(400).nullable(),
  scope: z.object({ workspace: z.string(), channel: z.string() }),
  reply: z.string(),
};
