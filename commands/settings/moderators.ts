import { defineCommand } from '../../src/chat/command.ts';
import { words } from '../../src/chat/message.ts';
import { who } from '../../src/chat/options.ts';
import { UserError } from '../../src/errors.ts';
import type { SettingsStore } from '../../src/news/ports.ts';

export default defineCommand({
  name: 'settings moderators',
  description: 'Say who may use the moderators’ commands beside the workspace’s managers',
  access: 'moderators',
  opens: 'private',
  options: {
    add: who('A person or a role to add, as a mention'),
    remove: who('A person or a role to take out, as a mention'),
  },

  async run({ options, scope, caller }, { settings }: { settings: SettingsStore }) {
    const { add, remove } = options;
    const change = { workspace: scope.workspace, by: caller.ref };
    if (add === null && remove === null) throw new UserError('nothingSet', { names: 'add, remove' });
    if (add !== null) await settings.setModerator({ ...change, who: add, isOne: true });
    if (remove !== null) await settings.setModerator({ ...change, who: remove, isOne: false });
    return words('Noted, and kept in /settings history.');
  },
});
