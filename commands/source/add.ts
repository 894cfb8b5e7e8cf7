import { defineCommand, LATER } from '../../src/chat/command.ts';
import { required, url } from '../../src/chat/options.ts';
import { addSource } from '../../src/jobs/add-source.ts';
import type { Enqueue } from '../../src/queue/define-job.ts';

export default defineCommand({
  name: 'source add',
  description: 'Follow a feed, a news sitemap or a page that lists articles, in this channel',
  access: 'moderators',
  opens: 'public',
  options: { url: required(url('The address of the feed, or of a page of the site')) },

  async run({ options, scope, caller, reply }, { queue }: { queue: Enqueue }) {
    await queue.add(addSource, { url: options.url, scope, by: caller.ref, reply });
    return LATER;
  },
});
