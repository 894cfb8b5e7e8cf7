import { defineCommand } from '../../src/chat/command.ts';
import { line } from '../../src/chat/options.ts';
import { type PlanPorts, removePlan } from '../../src/desk/digest-plans.ts';

export default defineCommand({
  name: 'digest remove',
  description: 'Take a digest out of this channel',
  access: 'moderators',
  opens: 'private',
  options: { name: line('Which one, as /digest list shows it; the only one if left out') },

  async run({ options, scope, caller }, ports: PlanPorts) {
    return await removePlan(options.name, { scope, by: caller.ref }, ports);
  },
});
