import type { Message } from '../../chat/message.ts';
import { MessageGone } from '../../delivery/platform.ts';
import { translate } from './errors.ts';
import { formatMessage } from './format.ts';
import { livingPass } from './pass.ts';
import { channelRef, messageRef, type Place, personRef, readPlace, readRef } from './refs.ts';
import { LITERAL, respond } from './respond.ts';
import { openDirect, type Team } from './teams.ts';
import type { WayOut } from './way-out.ts';

export function createPost(way: WayOut): (ref: string, message: Message, key: string) => Promise<string> {
  return async (ref, message, key) => {
    const { team: id, channel, person, reply, place, isThread } = readRef(ref);
    if (reply !== null) return await postAfterReply(ref, reply, message, key, way);
    const team = await way.teams.of(id);
    if (person !== null) return await postToPerson(team, person, message, key);
    const thread = place?.thread ?? place?.ts ?? null;
    // What belongs in a thread stands nowhere else.
    const instead = thread === null || isThread ? null : channelRef(id, channel ?? '');
    return await postIn(team, channel ?? '', thread, message, key, instead);
  };
}

/** As private as the reply was, in its thread where it has a message. */
async function postAfterReply(
  ref: string,
  replyId: string,
  message: Message,
  key: string,
  way: WayOut,
): Promise<string> {
  const { team: id, channel } = readRef(ref);
  const reply = await way.replies.find(replyId);
  if (!reply || channel === null) throw new MessageGone(`no reply ${ref}`, channelRef(id, channel ?? ''));
  const team = await way.teams.of(id);
  if (!reply.isPrivate && reply.message !== null) {
    const place = readPlace(reply.message);
    return await postIn(team, channel, place.thread ?? place.ts, message, key);
  }
  const pass = livingPass(reply, way.clock);
  if (pass?.url && (await way.replies.takeUse(replyId))) {
    const { url, thread } = pass;
    const { isPrivate } = reply;
    const instead = isPrivate ? reply.asker : channelRef(id, channel);
    await respond({ url, thread, isPrivate }, formatMessage(message), way.web, instead);
    return ref;
  }
  const { person } = readRef(reply.asker);
  return reply.isPrivate && person !== null
    ? await postToPerson(team, person, message, key)
    : await postIn(team, channel, null, message, key);
}

async function postToPerson(team: Team, person: string, message: Message, key: string): Promise<string> {
  const facts = { place: `the direct conversation with ${personRef(team.id, person)}`, instead: null };
  const channel = await openDirect(team, person).catch((error: unknown) => {
    throw translate(error, facts);
  });
  return await postIn(team, channel, null, message, key);
}

async function postIn(
  team: Team,
  channel: string,
  thread: string | null,
  message: Message,
  key: string | null,
  instead = thread === null ? null : channelRef(team.id, channel),
): Promise<string> {
  const place = await postMessage(team, channel, thread, message, key).catch((error: unknown) => {
    throw translate(error, { place: `the channel ${channel}`, instead });
  });
  return messageRef(team.id, channel, place);
}

/** Throws whatever Slack says. The key stands in the message's metadata, where it can be found again. */
export async function postMessage(
  { client }: Pick<Team, 'client'>,
  channel: string,
  thread: string | null,
  message: Message,
  key: string | null,
): Promise<Place> {
  const { ts } = await client.chat.postMessage({
    channel,
    ...formatMessage(message),
    ...LITERAL,
    ...(thread === null ? {} : { thread_ts: thread }),
    ...(key === null ? {} : { metadata: { event_type: 'copydesk', event_payload: { key } } }),
  });
  if (ts === undefined) throw new Error('Slack did not say where the message is');
  return { ts, thread };
}
