import { defineCommand } from '../../src/chat/command.ts';
import { type Message, words } from '../../src/chat/message.ts';
import { choice, required } from '../../src/chat/options.ts';
import type { ArchiveLinks } from '../../src/news/archive-ports.ts';
import type { Clock } from '../../src/news/ports.ts';

interface ArchivePorts {
  archiveLinks: ArchiveLinks;
  /** Where a token's page is. */
  archiveAddress: (token: string) => string;
  clock: Clock;
}

export default defineCommand({
  name: 'digest archive',
  description: 'Make or take back a secret link to a page and a feed of this channel’s digests',
  access: 'moderators',
  opens: 'private',
  options: {
    link: required(choice('Whether there is one; new makes another and ends the old one', () => ['on', 'off', 'new'])),
  },

  async run({ options, scope, caller }, { archiveLinks, archiveAddress, clock }: ArchivePorts) {
    const by = caller.ref;
    if (options.link === 'off') {
      const wasOpen = await archiveLinks.close({ scope, by });
      return words(wasOpen ? 'The link opens nothing any more.' : 'There is no link to this channel’s digests.');
    }
    const token = await archiveLinks.open({ scope, by, isNew: options.link === 'new', now: clock() });
    return token === null ? THERE_IS_ONE : shownOnce(archiveAddress(token));
  },
});

const THERE_IS_ONE = words(
  'There is a link already. It was shown when it was made and is not stored, so it can’t be shown again: /digest archive link:new makes another, and ends that one.',
);

function shownOnce(address: string): Message {
  const feed = `${address}/feed.atom`;
  return {
    state: 'final',
    blocks: [
      {
        kind: 'text',
        text: 'Whoever has these addresses can read this channel’s digests. Keep them: they are shown once.',
      },
      { kind: 'heading', text: 'The page', url: address },
      { kind: 'heading', text: 'The feed (Atom)', url: feed },
      { kind: 'code', text: `${address}\n${feed}` },
      { kind: 'note', text: '/digest archive link:off takes them back, link:new replaces them.' },
    ],
    buttons: [],
  };
}
