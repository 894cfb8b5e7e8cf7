import { defineCommand } from '../src/chat/command.ts';
import { type Listed, renderHelp } from '../src/chat/help.ts';
import type { Menus } from '../src/chat/options.ts';

export default defineCommand({
  name: 'help',
  description: 'List the commands and their options',
  access: 'everyone',
  opens: 'private',
  options: {},

  async run({ isModerator }, ports: { commands: readonly Listed[]; menus: Menus }) {
    return renderHelp(ports.commands, ports.menus, isModerator);
  },
});
