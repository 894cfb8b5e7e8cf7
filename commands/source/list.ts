import { defineCommand } from '../../src/chat/command.ts';
import { number } from '../../src/chat/options.ts';
import { listSources } from '../../src/desk/source-list.ts';
import type { Items, Sources } from '../../src/news/source-ports.ts';

export default defineCommand({
  name: 'source list',
  description: 'Show what this channel follows and how each source does',
  access: 'members',
  opens: 'private',
  options: { from: number('Which source to start from', { min: 0, max: 10_000 }) },

  async run({ options, scope }, ports: { sources: Sources; items: Items }) {
    return await listSources(options.from ?? 0, scope, ports);
  },
});
