import { defineCommand } from '../src/chat/command.ts';
import { tellUsage, type UsagePorts } from '../src/desk/usage.ts';

export default defineCommand({
  name: 'usage',
  description: 'Show what the language models used here, and what is left of the budgets',
  access: 'moderators',
  opens: 'private',
  options: {},

  async run({ scope }, ports: UsagePorts) {
    return await tellUsage(scope, ports);
  },
});
