import { defineCommand } from '../../src/chat/command.ts';
import { line } from '../../src/chat/options.ts';
import { type PlanPorts, resumePlan } from '../../src/desk/digest-plans.ts';
import type { Clock } from '../../src/news/ports.ts';

export default defineCommand({
  name: 'digest resume',
  description: 'Have a paused digest posted again, from its next time on',
  access: 'moderators',
  opens: 'private',
  options: { name: line('Which one, as /digest list shows it; the only one if left out') },

  async run({ options, scope, caller }, ports: PlanPorts & { clock: Clock }) {
    return await resumePlan(options.name, { scope, by: caller.ref }, ports);
  },
});
