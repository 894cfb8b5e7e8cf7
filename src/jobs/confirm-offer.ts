import { z } from 'zod';
import { type ConfirmPorts, confirmOffer as confirm } from '../desk/confirm-offer.ts';
import { defineJob } from '../queue/define-job.ts';
import { sourceFields } from './source-fields.ts';

export const confirmOffer = defineJob({
  name: 'confirm-offer',
  payload: z.object({ offer: z.string(), ...sourceFields }),
  key: ({ reply }) => reply,
  reply: ({ reply }) => reply,

  async run({ offer, reply, ...who }, ports: ConfirmPorts) {
    const message = await confirm(offer, who, ports);
    return { deliver: [{ key: reply, target: reply, how: 'edit', message }] };
  },
});
