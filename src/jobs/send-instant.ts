import { z } from 'zod';
import type { TellingPorts } from '../desk/compose-post.ts';
import { sendInstantly } from '../desk/send-instant.ts';
import { defineJob } from '../queue/define-job.ts';

/** Posts, a story at a time, what a channel is told at once. */
export const sendInstant = defineJob({
  name: 'send-instant',
  payload: z.object({ workspace: z.string(), channel: z.string() }),
  key: ({ channel }) => channel,
  reply: () => null,
  rememberMs: 0,

  async run(scope, ports: TellingPorts) {
    await sendInstantly(scope, ports);
    return {};
  },
});
