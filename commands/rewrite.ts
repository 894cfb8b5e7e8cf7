import { defineCommand, LATER } from '../src/chat/command.ts';
import { choice, required, text } from '../src/chat/options.ts';
import { rewrite } from '../src/desk/rewrite.ts';
import { summarizeArticle } from '../src/jobs/summarize-article.ts';
import type { Summaries } from '../src/news/ports.ts';
import { LENGTHS, type Length } from '../src/news/summary.ts';
import type { Enqueue } from '../src/queue/define-job.ts';

export default defineCommand({
  name: 'rewrite',
  description: 'Write a summary again, shorter, longer or in another style',
  access: 'everyone',
  opens: 'public',
  isHidden: true,
  options: {
    summary: required(text('The summary’s id')),
    style: choice('How to write it', ({ prompts }) => prompts.styleNames),
    length: choice('How much to write', () => LENGTHS),
  },

  async run({ options, scope, reply }, { queue, summaries }: { queue: Enqueue; summaries: Summaries }) {
    const { style, length } = options;
    // The choice admits these values only.
    const change = { style, length: length as Length | null, remark: null };
    const request = await rewrite(options.summary, change, scope, { summaries });
    await queue.add(summarizeArticle, { ...request, reply });
    return LATER;
  },
});
