import { z } from 'zod';

/** Who asked and where the answer goes, as the jobs about sources carry it. */
export const sourceFields = {
  scope: z.object({ workspace: z.string(), channel: z.string() }),
  /** The ref of who asked. */
  by: z.string(),
  reply: z.string(),
};
