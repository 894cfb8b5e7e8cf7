import { defineCommand } from '../src/chat/command.ts';
import { required, text } from '../src/chat/options.ts';
import { seen } from '../src/desk/rewrite.ts';
import { renderSources } from '../src/desk/sources-message.ts';
import type { Summaries } from '../src/news/ports.ts';

export default defineCommand({
  name: 'sources',
  description: 'Show where a summary’s article comes from',
  access: 'everyone',
  opens: 'private',
  isHidden: true,
  options: { summary: required(text('The summary’s id')) },

  async run({ options, scope }, { summaries }: { summaries: Summaries }) {
    return renderSources(await seen(options.summary, scope, { summaries }));
  },
});
