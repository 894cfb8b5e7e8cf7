import { expect, test } from 'vitest';
import { removePost } from '../../src/desk/remove-post.ts';
import type { Delivery, Replies, Reply } from '../../src/news/ports.ts';

const scope = { workspace: 'discord:1', channel: 'discord:10' };
const reply: Reply = { id: '77', scope, asker: 'discord:@5', isPrivate: false, message: '100', pass: null };

/** Answers what would be removed. */
async function removed(ref: string, { by = 'discord:@5', moderates = false } = {}): Promise<Delivery[]> {
  const committed: Delivery[] = [];
  const findByMessage: Replies['findByMessage'] = async (channel, message) =>
    channel === scope.channel && message === reply.message ? reply : null;
  const caller = { ref: by, roles: [], managesWorkspace: async () => moderates, isGuest: false };
  const ports = {
    // Nothing else of them is asked here.
    replies: { findByMessage } as Replies,
    postedLinks: {
      authorOf: async (post: string, channel: string) =>
        post === 'discord:99/300' && channel === scope.channel ? 'discord:@5' : null,
    },
    deliveries: { commit: async (all: readonly Delivery[]) => void committed.push(...all) },
  };
  await removePost(ref, { scope, caller, isModerator: async () => moderates }, ports);
  return committed;
}

test('a reply is removed under the name that its job knows it by, also in a thread', async () => {
  expect(await removed('discord:10/100')).toMatchObject([{ target: 'discord:10/r77', how: 'remove' }]);
  expect(await removed('discord:11/100')).toMatchObject([{ target: 'discord:11/r77', how: 'remove' }]);
});

test('another’s reply, and what nobody asked for, is a moderator’s to remove', async () => {
  await expect(removed('discord:10/100', { by: 'discord:@6' })).rejects.toThrow('Only who asked');
  await expect(removed('discord:10/200')).rejects.toThrow('Only who asked');
  expect(await removed('discord:10/100', { by: 'discord:@6', moderates: true })).toHaveLength(1);
  expect(await removed('discord:10/200', { moderates: true })).toMatchObject([{ target: 'discord:10/200' }]);
});

test('what is said about a link in a thread is its poster’s and a moderator’s to remove', async () => {
  const target = [{ target: 'discord:99/300', how: 'remove' }];
  expect(await removed('discord:99/300')).toMatchObject(target);
  expect(await removed('discord:99/300', { by: 'discord:@6', moderates: true })).toMatchObject(target);
  await expect(removed('discord:99/300', { by: 'discord:@6' })).rejects.toThrow('Only who asked');
});

test('what stands in another channel or another chat is not to be removed from here', async () => {
  for (const ref of ['discord:20/200', 'slack:T1/C1/200', 'local:page/3', 'nonsense', '']) {
    await expect(removed(ref, { moderates: true })).rejects.toThrow('not a message of mine');
  }
});
