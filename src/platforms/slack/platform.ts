import { type ChatPlatform, MessageGone } from '../../delivery/platform.ts';
import { createEdit } from './edit.ts';
import { translate } from './errors.ts';
import { readFile } from './files.ts';
import { createPost } from './post.ts';
import { messageRef, readPlace, readRef } from './refs.ts';
import { openDirect, type Team } from './teams.ts';
import type { WayOut } from './way-out.ts';

/** Slack as a platform to deliver to, over plain requests: works in any process. */
export function createPlatform(way: WayOut): ChatPlatform {
  return {
    name: 'slack',
    edit: createEdit(way),
    post: createPost(way),
    find: (ref, key) => find(ref, key, way),
    remove: (ref) => remove(ref, way),
    linkOf: (ref) => linkOf(ref, way),
    readFile: (handle) => readFile(handle, way),
  };
}

const LOOKED_THROUGH = 200;
const HOUR_SECONDS = 3600;

/** Looks in the channel's newest messages, where we may read them. */
async function find(ref: string, key: string, { teams, replies }: WayOut): Promise<string | null | 'unknown'> {
  const { team: id, channel: given, person, reply: replyId, place: named } = readRef(ref);
  const team = await teams.of(id);
  try {
    const reply = replyId === null ? null : await replies.find(replyId);
    // What went through a response_url stands in no history that we may read.
    if (replyId !== null && (!reply || reply.isPrivate || reply.message === null)) return 'unknown';
    const place = reply?.message ? readPlace(reply.message) : named;
    const channel = given ?? (await openDirect(team, person ?? ''));
    const which = { channel, limit: LOOKED_THROUGH, include_all_metadata: true };
    const thread = place?.thread ?? place?.ts ?? null;
    const { messages = [], has_more } =
      thread === null
        ? await team.client.conversations.history(which)
        : await team.client.conversations.replies({ ...which, ts: thread });
    const found = messages.find(({ metadata }) => keyOf(metadata) === key);
    if (found?.ts) return messageRef(team.id, channel, { ts: found.ts, thread: found.thread_ts ?? null });
    const span = Number(messages[0]?.ts) - Number(messages.at(-1)?.ts);
    // A busy channel whose last hour was not seen whole may still hold it.
    return has_more && !(span > HOUR_SECONDS) ? 'unknown' : null;
  } catch {
    // Whatever keeps us from looking, a missing scope most of all, the answer is the same.
    return 'unknown';
  }
}

function keyOf(metadata: { event_type?: string; event_payload?: object } | undefined): unknown {
  const payload = metadata?.event_payload;
  return metadata?.event_type === 'copydesk' && payload && 'key' in payload ? payload.key : null;
}

async function linkOf(ref: string, { teams }: WayOut): Promise<string | null> {
  const { team, channel, place } = readRef(ref);
  if (channel === null || place === null) return null;
  const { client } = await teams.of(team);
  const { permalink } = await client.chat.getPermalink({ channel, message_ts: place.ts });
  return permalink ?? null;
}

/** What only its asker saw goes by itself; Slack gives no hold on it. */
async function remove(ref: string, way: WayOut): Promise<void> {
  const { team: id, channel, reply: replyId, place } = readRef(ref);
  const reply = replyId === null ? null : await way.replies.find(replyId);
  const ts = place?.ts ?? (reply?.message ? readPlace(reply.message).ts : null);
  if (ts !== null && channel !== null) await deleteMessage(await way.teams.of(id), channel, ts);
}

async function deleteMessage(team: Team, channel: string, ts: string): Promise<void> {
  try {
    await team.client.chat.delete({ channel, ts });
  } catch (error) {
    const told = translate(error, { place: `the channel ${channel}`, instead: null });
    if (!(told instanceof MessageGone)) throw told;
  }
}
