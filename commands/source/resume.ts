import { defineCommand } from '../../src/chat/command.ts';
import { required, source } from '../../src/chat/options.ts';
import { type ChangePorts, resumeSource } from '../../src/desk/change-source.ts';

export default defineCommand({
  name: 'source resume',
  description: 'Post again what a paused source tells from now on',
  access: 'moderators',
  opens: 'public',
  options: { source: required(source('Which source')) },

  async run({ options, scope, caller }, ports: ChangePorts) {
    return await resumeSource(options.source, { scope, by: caller.ref }, ports);
  },
});
