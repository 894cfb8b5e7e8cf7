import { createHash } from 'node:crypto';

/** A message of a channel; `thread` is the first message of the thread it stands in, null where it stands in none. */
export interface Place {
  ts: string;
  thread: string | null;
}

/** What a ref of ours names. Exactly one of `person` and `channel` is there; `reply` and `place` only in a channel. */
export interface Ref {
  team: string;
  channel: string | null;
  person: string | null;
  reply: string | null;
  place: Place | null;
  /** The thread that the place belongs to, rather than the message there. */
  isThread: boolean;
}

/**
 * `slack:<team>/<channel>`, `slack:<team>/@<person>`, `slack:<team>/<channel>/r<reply>` and
 * `slack:<team>/<channel>/<ts>`, in a thread `slack:<team>/<channel>/<ts>-<thread's ts>`; a message's thread is `…/<ts>/thread`.
 */
export function readRef(ref: string): Ref {
  const match =
    /^slack:(?<team>\w+)\/(?:@(?<person>\w+)|(?<channel>\w+)(?:\/(?:r(?<reply>\w+)|(?<place>[\d.]+(?:-[\d.]+)?)(?<thread>\/thread)?))?)$/.exec(
      ref,
    );
  const { team, person, channel, reply, place, thread } = match?.groups ?? {};
  if (team === undefined) throw new Error(`not a Slack ref: ${ref}`);
  return {
    team,
    channel: channel ?? null,
    person: person ?? null,
    reply: reply ?? null,
    place: place === undefined ? null : readPlace(place),
    isThread: thread !== undefined,
  };
}

export function workspaceRef(team: string): string {
  return `slack:${team}`;
}

export function channelRef(team: string, channel: string): string {
  return `slack:${team}/${channel}`;
}

export function personRef(team: string, user: string): string {
  return `slack:${team}/@${user}`;
}

export function replyRef(team: string, channel: string, reply: string): string {
  return `slack:${team}/${channel}/r${reply}`;
}

export function messageRef(team: string, channel: string, place: Place): string {
  return `slack:${team}/${channel}/${writePlace(place)}`;
}

export function threadRef(team: string, channel: string, place: Place): string {
  return `${messageRef(team, channel, place)}/thread`;
}

/** How a reply keeps where its message stands. */
export function writePlace({ ts, thread }: Place): string {
  return thread === null || thread === ts ? ts : `${ts}-${thread}`;
}

export function readPlace(text: string): Place {
  const [ts = text, thread] = text.split('-');
  return { ts, thread: thread ?? null };
}

/** The same for the same doing of a person, so that one that is delivered again finds its reply. */
export function replyId(team: string, doing: string): string {
  return createHash('sha256').update(`${team} ${doing}`).digest('hex').slice(0, 24);
}
