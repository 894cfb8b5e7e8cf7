import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Permissions } from './types.ts';

export const ALL_PERMISSIONS = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

/** What @everyone may in a new guild, as far as a bot like ours meets it. */
export const MEMBER_PERMISSIONS = bitsOf([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'ReadMessageHistory',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'UseExternalEmojis',
  'UseApplicationCommands',
  'Connect',
  'Speak',
]);

export function bitsOf(permissions: Permissions): bigint {
  if (typeof permissions === 'bigint') return permissions;
  return permissions.reduce((all, name) => all | PermissionFlagsBits[name], 0n);
}

export function may(permissions: bigint, name: keyof typeof PermissionFlagsBits): boolean {
  const needed = PermissionFlagsBits[name];
  return (permissions & (needed | PermissionFlagsBits.Administrator)) !== 0n;
}
