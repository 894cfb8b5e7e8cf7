import { defineCommand } from '../../src/chat/command.ts';
import { choice, number } from '../../src/chat/options.ts';
import { exportSetup, FORMATS, type Format } from '../../src/desk/setup-export.ts';
import type { Clock, SettingsStore } from '../../src/news/ports.ts';
import type { Sources } from '../../src/news/source-ports.ts';

export default defineCommand({
  name: 'source export',
  description: 'Give out what this channel follows, as YAML (all of it) or OPML (for other readers)',
  access: 'moderators',
  opens: 'private',
  options: {
    format: choice('yaml if left out', () => FORMATS),
    from: number('Which character to start from', { min: 0, max: 10_000_000 }),
  },

  async run({ options, scope }, ports: { sources: Sources; settings: SettingsStore; clock: Clock }) {
    // The choice admits these values only.
    const format = (options.format ?? 'yaml') as Format;
    return await exportSetup({ format, first: options.from ?? 0 }, scope, ports);
  },
});
