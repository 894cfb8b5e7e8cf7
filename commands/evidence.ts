import { defineCommand } from '../src/chat/command.ts';
import { number, required, text } from '../src/chat/options.ts';
import { showEvidence } from '../src/desk/evidence.ts';
import type { Summaries } from '../src/news/ports.ts';

export default defineCommand({
  name: 'evidence',
  description: 'Show the sentences each statement of a summary rests on',
  access: 'everyone',
  opens: 'private',
  isHidden: true,
  options: {
    summary: required(text('The summary’s id')),
    from: number('Which statement to start from', { min: 0, max: 1000 }),
  },

  async run({ options, scope }, { summaries }: { summaries: Summaries }) {
    return await showEvidence(options.summary, options.from ?? 0, scope, { summaries });
  },
});
