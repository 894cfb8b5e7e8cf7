import { defineCommand } from '../../src/chat/command.ts';
import { required, source } from '../../src/chat/options.ts';
import { type ChangePorts, pauseSource } from '../../src/desk/change-source.ts';

export default defineCommand({
  name: 'source pause',
  description: 'Post nothing of a source until it is resumed',
  access: 'moderators',
  opens: 'public',
  options: { source: required(source('Which source')) },

  async run({ options, scope, caller }, ports: ChangePorts) {
    return await pauseSource(options.source, { scope, by: caller.ref }, ports);
  },
});
