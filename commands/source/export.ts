import { defineCommand } from '../../src/chat/command.ts';
import { choice, number } from '../../src/chat/options.ts';
import { type ExportPorts, exportSetup, FORMATS, type Format } from '../../src/desk/setup-export.ts';

export default defineCommand({
  name: 'source export',
  description: 'Give out what this channel follows, as YAML (all of it) or OPML (for other readers)',
  access: 'moderators',
  opens: 'private',
  options: {
    format: choice('yaml if left out', () => FORMATS),
    from: number('Which character to start from', { min: 0, max: 10_000_000 }),
  },

  async run({ options, scope }, ports: ExportPorts) {
    // The choice admits these values only.
    const format = (options.format ?? 'yaml') as Format;
    return await exportSetup({ format, first: options.from ?? 0 }, scope, ports);
  },
});
