import { defineCommand } from '../../src/chat/command.ts';
import { renderHistory } from '../../src/desk/settings-message.ts';
import type { SettingsStore } from '../../src/news/ports.ts';

export default defineCommand({
  name: 'settings history',
  description: 'Show who changed which setting',
  access: 'moderators',
  opens: 'private',
  options: {},

  async run({ scope }, { settings }: { settings: SettingsStore }) {
    return renderHistory(await settings.changesOf(scope.workspace));
  },
});
