import { defineCommand, LATER } from '../src/chat/command.ts';
import { choice, line, required, text } from '../src/chat/options.ts';
import { COMPLAINTS, remarkOf, rewrite } from '../src/desk/rewrite.ts';
import { summarizeArticle } from '../src/jobs/summarize-article.ts';
import type { Feedback, Summaries } from '../src/news/ports.ts';
import type { Enqueue } from '../src/queue/define-job.ts';

export default defineCommand({
  name: 'complain',
  description: 'Say what is wrong with a summary, and have it written again',
  access: 'everyone',
  opens: 'public',
  isHidden: true,
  form: { title: 'What is wrong with it?', fields: ['reason', 'more'], unless: ['reason'] },
  options: {
    summary: required(text('The summary’s id')),
    reason: required(choice('What is wrong with it', () => COMPLAINTS)),
    more: line('What you missed, in your own words'),
  },

  async run(
    { options, scope, caller, reply },
    { queue, summaries, feedback }: { queue: Enqueue; summaries: Summaries; feedback: Feedback },
  ) {
    const remark = remarkOf(options.reason, options.more);
    const request = await rewrite(options.summary, { style: null, length: null, remark }, scope, { summaries });
    await feedback.add({
      ...{ summaryId: options.summary, who: caller.ref, channel: scope.channel },
      ...{ verdict: 'bad', reason: remark },
    });
    await queue.add(summarizeArticle, { ...request, reply });
    return LATER;
  },
});
