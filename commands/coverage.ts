import { defineCommand } from '../src/chat/command.ts';
import { number, required, text } from '../src/chat/options.ts';
import { showCoverage } from '../src/desk/coverage.ts';
import type { Posts } from '../src/news/digest-ports.ts';
import type { Articles } from '../src/news/ports.ts';

export default defineCommand({
  name: 'coverage',
  description: 'Show who reported a story differently: numbers, names, dates and quotations',
  access: 'everyone',
  opens: 'private',
  isHidden: true,
  options: {
    post: required(text('The post’s key')),
    story: required(text('The story’s number in the post')),
    from: number('Which difference to start from', { min: 0, max: 1000 }),
  },

  async run({ options, scope }, ports: { posts: Posts; articles: Articles }) {
    const { post, story, from } = options;
    return await showCoverage({ post, position: Number.parseInt(story, 10), first: from ?? 0 }, scope, ports);
  },
});
