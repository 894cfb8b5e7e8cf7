import { defineCommand } from '../../src/chat/command.ts';
import { line } from '../../src/chat/options.ts';
import { pausePlan } from '../../src/desk/digest-plans.ts';
import type { DigestPlans } from '../../src/news/digest-ports.ts';
import type { Clock } from '../../src/news/ports.ts';

export default defineCommand({
  name: 'digest pause',
  description: 'Keep a digest from being posted until it is resumed',
  access: 'moderators',
  opens: 'private',
  options: { name: line('Which one, as /digest list shows it; the only one if left out') },

  async run({ options, scope }, ports: { plans: DigestPlans; clock: Clock }) {
    return await pausePlan(options.name, scope, ports);
  },
});
