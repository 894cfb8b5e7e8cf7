import { createHash } from 'node:crypto';

/** What a ref of ours names: a person, or a channel and perhaps a reply or a message in it. */
export type Ref =
  | { kind: 'person'; person: string }
  | { kind: 'channel'; channel: string }
  | { kind: 'reply'; channel: string; reply: string }
  | { kind: 'message'; channel: string; message: string }
  /** The thread on a message. */
  | { kind: 'thread'; channel: string; message: string };

/** `discord:@<person>`, `discord:<channel>`, `discord:<channel>/r<reply>`, `discord:<channel>/<message>` and `…/<message>/thread`. */
export function readRef(ref: string): Ref {
  const match =
    /^discord:(?:@(?<person>\d+)|(?<channel>\d+)(?:\/(?:r(?<reply>\w+)|(?<message>\d+)(?<thread>\/thread)?))?)$/.exec(
      ref,
    );
  const { person, channel, reply, message, thread } = match?.groups ?? {};
  if (person !== undefined) return { kind: 'person', person };
  if (channel === undefined) throw new Error(`not a Discord ref: ${ref}`);
  if (reply !== undefined) return { kind: 'reply', channel, reply };
  if (message === undefined) return { kind: 'channel', channel };
  return { kind: thread === undefined ? 'message' : 'thread', channel, message };
}

/** Where people see a message of a guild; null for what is none. */
export function linkTo(ref: Ref, workspace: string): string | null {
  const guild = /^discord:(\d+)$/.exec(workspace)?.[1];
  if (ref.kind !== 'message' || guild === undefined) return null;
  return `https://discord.com/channels/${guild}/${ref.channel}/${ref.message}`;
}

export function guildRef(guild: string): string {
  return `discord:${guild}`;
}

export function channelRef(channel: string): string {
  return `discord:${channel}`;
}

export function personRef(person: string): string {
  return `discord:@${person}`;
}

export function roleRef(role: string): string {
  return `discord:&${role}`;
}

/** `channel` is where the reply stands: a thread's own id. */
export function replyRef(channel: string, reply: string): string {
  return `discord:${channel}/r${reply}`;
}

export function messageRef(channel: string, message: string): string {
  return `discord:${channel}/${message}`;
}

export function threadRef(channel: string, message: string): string {
  return `${messageRef(channel, message)}/thread`;
}

/** A delivery's key as a nonce, by which Discord knows for some minutes that a message was sent already. */
export function nonceOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 25);
}

/** A delivery's key as a component's number, which Discord keeps with the message: 31 bits, above those it gives out. */
export function markOf(key: string): number {
  return (createHash('sha256').update(key).digest().readUInt32BE(0) >>> 1) | 0x10000;
}
