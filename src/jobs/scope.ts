import { z } from 'zod';

/** Who asked, as it travels in a payload. */
export const scopeSchema = z.object({ workspace: z.string(), channel: z.string() });
