import { type AnyCommand, defineCommand } from '../src/chat/command.ts';
import { renderHelp } from '../src/chat/help.ts';
import type { Menus } from '../src/chat/options.ts';

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
  options: {},

  async run({ isModerator }, ports: { commands: readonly AnyCommand[]; menus: Menus }) {
    return renderHelp(ports.commands, ports.menus, await isModerator());
  },
});
