import { defineCommand, LATER } from '../src/chat/command.ts';
import { summarizeArticle } from '../src/jobs/summarize-article.ts';
import type { SettingsStore } from '../src/news/ports.ts';
import type { Enqueue } from '../src/queue/define-job.ts';

export default defineCommand({
  name: 'sample',
  description: 'Summarize a sample article that comes with Copydesk',
  access: 'everyone',
  opens: 'public',
  isHidden: true,
  options: {},

  async run({ scope, reply }, { queue, settings }: { queue: Enqueue; settings: SettingsStore }) {
    const usual = await settings.read(scope);
    await queue.add(summarizeArticle, { ...usual, origin: { kind: 'sample' }, remark: null, scope, reply });
    return LATER;
  },
});
