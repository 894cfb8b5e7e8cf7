import { defineCommand } from '../../src/chat/command.ts';
import { choice, line, required, source } from '../../src/chat/options.ts';
import type { ChangePorts } from '../../src/desk/change-source.ts';
import { MODES, setSource } from '../../src/desk/set-source.ts';
import type { SubscriptionSettings } from '../../src/news/subscription.ts';

export default defineCommand({
  name: 'source set',
  description: 'Set what a source is called here, its section, and whether it is posted at once',
  access: 'moderators',
  opens: 'public',
  options: {
    source: required(source('Which source')),
    title: line('What to call it here; - = as it calls itself'),
    section: line('The section it stands under in digests; - = none'),
    mode: choice('With the digest, or at once', () => MODES),
  },

  async run({ options, scope, caller }, ports: ChangePorts) {
    // The choice admits these values only.
    const mode = options.mode as SubscriptionSettings['mode'] | null;
    return await setSource({ ...options, mode }, { scope, by: caller.ref }, ports);
  },
});
