import { defineCommand } from '../../src/chat/command.ts';
import { required, source } from '../../src/chat/options.ts';
import { type ChangePorts, removeSource } from '../../src/desk/change-source.ts';

export default defineCommand({
  name: 'source remove',
  description: 'Follow a source no longer in this channel',
  access: 'moderators',
  opens: 'public',
  options: { source: required(source('Which source')) },

  async run({ options, scope, caller }, ports: ChangePorts) {
    return await removeSource(options.source, { scope, by: caller.ref }, ports);
  },
});
