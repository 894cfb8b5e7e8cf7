import { defineCommand, LATER } from '../../src/chat/command.ts';
import { required, source } from '../../src/chat/options.ts';
import { testSource } from '../../src/jobs/test-source.ts';
import type { Enqueue } from '../../src/queue/define-job.ts';

export default defineCommand({
  name: 'source test',
  description: 'Ask a source now and say what came',
  access: 'moderators',
  opens: 'private',
  options: { source: required(source('Which source')) },

  async run({ options, scope, caller, reply }, { queue }: { queue: Enqueue }) {
    await queue.add(testSource, { source: options.source, scope, by: caller.ref, reply });
    return LATER;
  },
});
