import { z } from 'zod';
import { type SendPorts, sendDue } from '../desk/send-digest.ts';
import { defineJob } from '../queue/define-job.ts';

/** Sends what a plan is due for; run again it finds that sent, and does nothing. */
export const sendDigest = defineJob({
  name: 'send-digest',
  payload: z.object({ planId: z.string() }),
  key: ({ planId }) => planId,
  reply: () => null,
  rememberMs: 0,

  async run({ planId }, ports: SendPorts) {
    await sendDue(planId, ports);
    return {};
  },
});
