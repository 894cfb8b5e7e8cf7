import { defineCommand } from '../src/chat/command.ts';
import { required, url } from '../src/chat/options.ts';
import { explain } from '../src/desk/why.ts';
import type { Items, Sources } from '../src/news/source-ports.ts';

export default defineCommand({
  name: 'why',
  description: 'Say what became of an article in this channel, and why',
  access: 'members',
  opens: 'private',
  options: { link: required(url('The article’s address')) },

  async run({ options, scope }, ports: { items: Items; sources: Sources }) {
    return await explain(options.link, scope, ports);
  },
});
