import { type MethodCall, type Platform, Refusal } from './platform.ts';
import type { SlackChannel, SlackMessage, SlackTeam } from './types.ts';

/** The conversation as far as the bot can see it. */
export function seenChannel({ platform, team }: MethodCall, id: unknown): SlackChannel {
  const channel = findChannel(platform, team, String(id));
  const isHidden = channel && (channel.kind === 'private' || channel.kind === 'mpim') && !channel.botIsMember;
  if (!channel || channel.isDeleted || channel.team !== team.id || isHidden) throw new Refusal('channel_not_found');
  return channel;
}

/** The conversation, if the bot may write there. */
export function writableChannel(call: MethodCall, id: unknown): SlackChannel {
  const channel = seenChannel(call, id);
  if (channel.isArchived) throw new Refusal('is_archived');
  if (!channel.botIsMember && !call.team.scopes.includes('chat:write.public')) throw new Refusal('not_in_channel');
  return channel;
}

/** A person's id stands for the direct message with them, a "#name" for a public channel. */
function findChannel({ realm }: Platform, team: SlackTeam, id: string): SlackChannel | undefined {
  if (/^[UW]/.test(id) && realm.users.get(id)?.team === team.id) return realm.imOf(id);
  const name = id.replace(/^#/, '');
  const byName = () => [...realm.channels.values()].find((one) => one.name === name && one.kind === 'public');
  return realm.channels.get(id) ?? byName();
}

const KINDS = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' } as const;

/** "channels:history" for a public channel, "im:history" for a direct message, and so on. */
export function needScope(call: MethodCall, channel: SlackChannel, what: string): void {
  requireScopes(call.team, [`${KINDS[channel.kind]}:${what}`]);
}

export function hasScope(team: SlackTeam, channel: SlackChannel, what: string): boolean {
  return team.scopes.includes(`${KINDS[channel.kind]}:${what}`);
}

/** At least one of them. */
export function requireScopes(team: SlackTeam, scopes: readonly string[]): void {
  if (scopes.length === 0 || scopes.some((scope) => team.scopes.includes(scope))) return;
  throw new Refusal('missing_scope', { extra: { needed: scopes.join(','), provided: team.scopes.join(',') } });
}

export function findMessage({ platform }: MethodCall, channel: SlackChannel, ts: unknown): SlackMessage {
  const message = platform.realm.messages.find((one) => one.channel === channel.id && one.ts === ts);
  if (!message || message.isDeleted || message.ephemeralTo) throw new Refusal('message_not_found');
  return message;
}

/** The thread must be there; a reply's ts in place of its parent's is a mistake of ours. */
export function checkThread(call: MethodCall, channel: SlackChannel, ts: unknown): void {
  if (ts === undefined) return;
  if (!/^\d{10}\.\d{6}$/.test(String(ts)))
    throw new Refusal('invalid_thread_ts', { broken: [`thread_ts "${ts}" is no ts`] });
  const parent = call.platform.realm.messages.find((one) => one.channel === channel.id && one.ts === ts);
  if (!parent || parent.isDeleted || parent.ephemeralTo) throw new Refusal('thread_not_found');
  if (parent.thread_ts && parent.thread_ts !== parent.ts) call.note(`thread_ts ${ts} is a reply's, not its parent's`);
}
