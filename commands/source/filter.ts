import { defineCommand } from '../../src/chat/command.ts';
import { line, required, source } from '../../src/chat/options.ts';
import { type FilterPorts, previewFilter } from '../../src/desk/filter-preview.ts';

export default defineCommand({
  name: 'source filter',
  description: 'Pick from what a source tells; shows first what would pass',
  access: 'moderators',
  opens: 'private',
  options: {
    source: required(source('Which source')),
    expression: line(
      'Words, author:, language:, title:/pattern/ with AND, OR, NOT; left out = show the filter that is set',
    ),
  },

  async run({ options, scope }, ports: FilterPorts) {
    return await previewFilter(options, scope, ports);
  },
});
