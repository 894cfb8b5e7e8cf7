import { defineCommand } from '../../src/chat/command.ts';
import { line } from '../../src/chat/options.ts';
import { type PlanPorts, pausePlan } from '../../src/desk/digest-plans.ts';

export default defineCommand({
  name: 'digest pause',
  description: 'Keep a digest from being posted until it is resumed',
  access: 'moderators',
  opens: 'private',
  options: { name: line('Which one, as /digest list shows it; the only one if left out') },

  async run({ options, scope, caller }, ports: PlanPorts) {
    return await pausePlan(options.name, { scope, by: caller.ref }, ports);
  },
});
