import { defineCommand } from '../../src/chat/command.ts';
import { required, source } from '../../src/chat/options.ts';
import { resumeSource } from '../../src/desk/change-source.ts';
import type { Sources } from '../../src/news/source-ports.ts';

export default defineCommand({
  name: 'source resume',
  description: 'Post again what a paused source tells from now on',
  access: 'moderators',
  opens: 'public',
  options: { source: required(source('Which source')) },

  async run({ options, scope }, ports: { sources: Sources }) {
    return await resumeSource(options.source, scope, ports);
  },
});
