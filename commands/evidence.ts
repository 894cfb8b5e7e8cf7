import { defineCommand } from '../src/chat/command.ts';
import { required, text } from '../src/chat/options.ts';
import { showEvidence } from '../src/desk/evidence.ts';
import type { Summaries } from '../src/news/ports.ts';

export default defineCommand({
  name: 'evidence',
  description: 'Show the sentences each statement of a summary rests on',
  access: 'everyone',
  opens: 'private',
  isHidden: true,
  options: { summary: required(text('The summary’s id')) },

  async run({ options, scope }, { summaries }: { summaries: Summaries }) {
    return await showEvidence(options.summary, scope, { summaries });
  },
});
