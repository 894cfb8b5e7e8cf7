import { type AnyCommand, defineCommand } from '../src/chat/command.ts';
import { renderHelp, renderHelpAbout } from '../src/chat/help.ts';
import { line, type Menus } from '../src/chat/options.ts';

export default defineCommand({
  name: 'help',
  description: 'List the commands and their options',
  localized: {
    de: { name: 'hilfe', description: 'Die Befehle und ihre Optionen auflisten' },
    fr: { name: 'aide', description: 'Lister les commandes et leurs options' },
    'es-ES': { name: 'ayuda', description: 'Mostrar los comandos y sus opciones' },
  },
  access: 'everyone',
  opens: 'private',
  options: { command: line('A command to say more about') },

  async run({ options, isModerator }, ports: { commands: readonly AnyCommand[]; menus: Menus }) {
    const { commands, menus } = ports;
    if (options.command === null) return renderHelp(commands, await isModerator());
    return renderHelpAbout(options.command, commands, menus, await isModerator());
  },
});
