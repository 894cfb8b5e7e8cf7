import { defineCommand } from '../src/chat/command.ts';
import { words } from '../src/chat/message.ts';
import { required, text } from '../src/chat/options.ts';
import { seen } from '../src/desk/rewrite.ts';
import type { Feedback, Summaries } from '../src/news/ports.ts';

export default defineCommand({
  name: 'praise',
  description: 'Say that a summary was good',
  access: 'everyone',
  opens: 'private',
  isHidden: true,
  options: { summary: required(text('The summary’s id')) },

  async run({ options, scope, caller }, { feedback, summaries }: { feedback: Feedback; summaries: Summaries }) {
    const { id } = await seen(options.summary, scope, { summaries });
    await feedback.add({ summaryId: id, who: caller.ref, channel: scope.channel, verdict: 'good', reason: null });
    return words('Thank you, noted.');
  },
});
