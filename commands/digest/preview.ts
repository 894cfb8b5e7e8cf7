import { defineCommand, LATER } from '../../src/chat/command.ts';
import { line } from '../../src/chat/options.ts';
import { digestNow } from '../../src/jobs/digest-now.ts';
import type { Enqueue } from '../../src/queue/define-job.ts';

export default defineCommand({
  name: 'digest preview',
  description: 'Show what the next digest would tell now, to you alone',
  access: 'members',
  opens: 'private',
  options: { section: line('Only what sources of this section tell') },

  async run({ options, scope, reply }, { queue }: { queue: Enqueue }) {
    await queue.add(digestNow, { scope, reply, tag: options.section, isPreview: true });
    return LATER;
  },
});
