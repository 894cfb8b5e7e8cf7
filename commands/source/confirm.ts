import { defineCommand, LATER } from '../../src/chat/command.ts';
import { line, required } from '../../src/chat/options.ts';
import { confirmOffer } from '../../src/jobs/confirm-offer.ts';
import type { Enqueue } from '../../src/queue/define-job.ts';

export default defineCommand({
  name: 'source confirm',
  description: 'Do what a preview showed',
  access: 'moderators',
  opens: 'public',
  isHidden: true,
  options: { offer: required(line('The offer’s id')) },

  async run({ options, scope, caller, reply }, { queue }: { queue: Enqueue }) {
    await queue.add(confirmOffer, { offer: options.offer, scope, by: caller.ref, reply });
    return LATER;
  },
});
