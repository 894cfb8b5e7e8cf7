import { defineCommand } from '../../src/chat/command.ts';
import { required, source } from '../../src/chat/options.ts';
import { pauseSource } from '../../src/desk/change-source.ts';
import type { Sources } from '../../src/news/source-ports.ts';

export default defineCommand({
  name: 'source pause',
  description: 'Post nothing of a source until it is resumed',
  access: 'moderators',
  opens: 'public',
  options: { source: required(source('Which source')) },

  async run({ options, scope }, ports: { sources: Sources }) {
    return await pauseSource(options.source, scope, ports);
  },
});
