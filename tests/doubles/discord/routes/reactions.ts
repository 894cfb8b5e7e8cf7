import { channelFor, messageIn } from '../access.ts';
import { type Call, NO_CONTENT, type Reply, type Route } from '../route.ts';

export function reactionRoutes(): Route[] {
  return [
    { method: 'PUT', path: '/channels/:channel/messages/:message/reactions/:emoji/@me', schema: null, run: react },
    { method: 'DELETE', path: '/channels/:channel/messages/:message/reactions/:emoji/@me', schema: null, run: unreact },
  ];
}

function react({ core: { state }, params }: Call): Reply {
  const record = channelFor(state, params.channel, 'AddReactions', 'ReadMessageHistory');
  const { message } = messageIn(state, record, params.message);
  const reactions = reactionsOf(message.reactions).filter(({ emoji }) => emoji.name !== params.emoji);
  const mine = { emoji: { id: null, name: params.emoji }, count: 1, me: true };
  message.reactions = [...reactions, mine];
  state.changed(message);
  return NO_CONTENT;
}

function unreact({ core: { state }, params }: Call): Reply {
  const { message } = messageIn(state, channelFor(state, params.channel), params.message);
  message.reactions = reactionsOf(message.reactions).filter(({ emoji }) => emoji.name !== params.emoji);
  return NO_CONTENT;
}

function reactionsOf(reactions: unknown): { emoji: { name: string | undefined } }[] {
  // Only `react` writes them.
  return (reactions ?? []) as { emoji: { name: string | undefined } }[];
}
