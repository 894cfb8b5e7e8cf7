import { defineCommand } from '../../src/chat/command.ts';
import { line } from '../../src/chat/options.ts';
import { removePlan } from '../../src/desk/digest-plans.ts';
import type { DigestPlans } from '../../src/news/digest-ports.ts';
import type { Clock } from '../../src/news/ports.ts';

export default defineCommand({
  name: 'digest remove',
  description: 'Take a digest out of this channel',
  access: 'moderators',
  opens: 'private',
  options: { name: line('Which one, as /digest list shows it; the only one if left out') },

  async run({ options, scope }, ports: { plans: DigestPlans; clock: Clock }) {
    return await removePlan(options.name, scope, ports);
  },
});
