import { defineCommand } from '../../src/chat/command.ts';
import { renderSettings } from '../../src/desk/settings-message.ts';
import type { SettingsStore } from '../../src/news/ports.ts';

export default defineCommand({
  name: 'settings show',
  description: 'Show this channel’s settings and who moderates',
  access: 'members',
  opens: 'private',
  options: {},

  async run({ scope }, { settings, retention }: { settings: SettingsStore; retention: { mostDays: number | null } }) {
    const moderators = await settings.moderatorsOf(scope.workspace);
    return renderSettings(await settings.read(scope), moderators, retention);
  },
});
