import { defineCommand } from '../../src/chat/command.ts';
import { listPlans } from '../../src/desk/digest-plans.ts';
import type { DigestPlans } from '../../src/news/digest-ports.ts';

export default defineCommand({
  name: 'digest list',
  description: 'List the digests of this channel and when each comes next',
  access: 'members',
  opens: 'private',
  options: {},

  async run({ scope }, ports: { plans: DigestPlans }) {
    return await listPlans(scope, ports);
  },
});
