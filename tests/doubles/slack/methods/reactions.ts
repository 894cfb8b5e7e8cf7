import { type Method, type MethodCall, Refusal, textOf } from '../platform.ts';
import { findMessage, seenChannel } from '../reach.ts';
import type { Json } from '../types.ts';

export const reactions: Record<string, Method> = {
  'reactions.add': { token: 'bot', scopes: ['reactions:write'], run: addReaction },
  'reactions.remove': { token: 'bot', scopes: ['reactions:write'], run: removeReaction },
};

function addReaction(call: MethodCall): Json {
  const message = findMessage(call, seenChannel(call, call.args.channel), call.args.timestamp);
  const name = textOf(call.args.name);
  message.reactions ??= [];
  const known = message.reactions.find((one) => one.name === name);
  if (known?.users.includes(call.team.botUserId)) throw new Refusal('already_reacted');
  if (known) known.users.push(call.team.botUserId);
  else message.reactions.push({ name, users: [call.team.botUserId], count: 1 });
  if (known) known.count += 1;
  call.platform.realm.changed();
  return {};
}

function removeReaction(call: MethodCall): Json {
  const message = findMessage(call, seenChannel(call, call.args.channel), call.args.timestamp);
  const known = message.reactions?.find((one) => one.name === call.args.name);
  if (!known?.users.includes(call.team.botUserId)) throw new Refusal('no_reaction');
  known.users = known.users.filter((user) => user !== call.team.botUserId);
  known.count -= 1;
  message.reactions = message.reactions?.filter(({ count }) => count > 0);
  call.platform.realm.changed();
  return {};
}
