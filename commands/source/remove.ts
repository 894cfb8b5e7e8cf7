import { defineCommand } from '../../src/chat/command.ts';
import { required, source } from '../../src/chat/options.ts';
import { removeSource } from '../../src/desk/change-source.ts';
import type { Sources } from '../../src/news/source-ports.ts';

export default defineCommand({
  name: 'source remove',
  description: 'Follow a source no longer in this channel',
  access: 'moderators',
  opens: 'public',
  options: { source: required(source('Which source')) },

  async run({ options, scope }, ports: { sources: Sources }) {
    return await removeSource(options.source, scope, ports);
  },
});
