import { defineCommand } from '../../src/chat/command.ts';
import { words } from '../../src/chat/message.ts';
import { choice, number, required } from '../../src/chat/options.ts';
import { USUAL_PER_HOUR } from '../../src/desk/send-instant.ts';
import type { SettingsStore } from '../../src/news/ports.ts';

export default defineCommand({
  name: 'digest instant',
  description: 'Post each story of this channel at once, or go back to digests',
  access: 'moderators',
  opens: 'private',
  options: {
    mode: required(choice('Whether all that is followed here is posted at once', () => ['on', 'off'])),
    rate: number('How many posts an hour at most; what is over waits and is told together', { min: 1, max: 60 }),
  },

  async run({ options, scope, caller }, { settings }: { settings: SettingsStore }) {
    const { workspace, channel } = scope;
    const place = { workspace, place: channel, by: caller.ref };
    await settings.set({ ...place, name: 'instant', value: options.mode === 'on' ? 'on' : null });
    if (options.rate !== null) await settings.set({ ...place, name: 'rate', value: String(options.rate) });
    const { rate, quiet } = await settings.read(scope);
    if (options.mode === 'off') return words('What is followed here is told in digests. /digest schedule says when.');
    const hours =
      quiet === null
        ? 'There are no quiet hours: /settings set quiet:22:00-07:00 makes some.'
        : `It is quiet here ${quiet}.`;
    return words(`Each story is posted here at once, ${rate ?? USUAL_PER_HOUR} an hour at most. ${hours}`);
  },
});
