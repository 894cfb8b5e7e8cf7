import { MessageType } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Room } from './doing.ts';
import { heardSchema } from './heard.ts';

/** A message as the gateway tells of it. */
export const gatewayMessageSchema = heardSchema.extend({
  channel_id: z.string(),
  channel_type: z.number().optional(),
  guild_id: z.string().optional(),
  type: z.number(),
  author: z.object({ id: z.string(), bot: z.boolean().optional() }),
  webhook_id: z.string().optional(),
  mentions: z.array(z.object({ id: z.string() })).default([]),
  mention_roles: z.array(z.string()).default([]),
  referenced_message: z.object({ id: z.string(), author: z.object({ id: z.string() }) }).nullish(),
  member: z.object({ roles: z.array(z.string()) }).optional(),
});
export type GatewayMessage = z.infer<typeof gatewayMessageSchema>;

/** It speaks to us: in a DM, by a mention, or as an answer to one of ours. */
export function isForUs(message: GatewayMessage, self: Room['self']): boolean {
  if (!isSaid(message, self)) return false;
  const { guild_id: guild } = message;
  if (guild === undefined || namesUs(message, self) || namesOurRole(message, self)) return true;
  // Without its words, which Discord keeps from us where we weren't mentioned, there is nothing to answer.
  return message.referenced_message?.author.id === self.user && message.content !== '';
}

/** By a person, just now, and not by Discord itself. */
export function isSaid({ author, webhook_id: webhook, type }: GatewayMessage, self: Room['self']): boolean {
  if (author.bot || webhook !== undefined || author.id === self.user) return false;
  return type === MessageType.Default || type === MessageType.Reply;
}

/** A mention of our role is told to us, but not the words around it. */
export function isUnread(message: GatewayMessage, self: Room['self']): boolean {
  return message.content === '' && namesOurRole(message, self) && !namesUs(message, self);
}

function namesUs({ mentions }: GatewayMessage, { user }: Room['self']): boolean {
  return mentions.some(({ id }) => id === user);
}

function namesOurRole({ mention_roles: roles }: GatewayMessage, self: Room['self']): boolean {
  return roles.some((id) => self.roles.has(id));
}
