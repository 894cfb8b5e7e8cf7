import type { AnyCommand } from '../../chat/command.ts';
import { GOT_IT } from '../../chat/message.ts';
import type { Reply } from '../../news/ports.ts';
import type { Doing, Room } from './doing.ts';
import { formatMessage } from './format.ts';
import { newPass } from './pass.ts';
import { postMessage } from './post.ts';
import { channelRef, type Place, personRef, workspaceRef, writePlace } from './refs.ts';
import { respond } from './respond.ts';
import { openDirect } from './teams.ts';

/** Where the answer to a doing stands. */
export type Here = Doing & { channel: string };

/** In the same place; without a response_url, what is for the asker alone is said where nobody else reads. */
export async function placeFor(doing: Doing, { opens, access }: Pick<AnyCommand, 'opens' | 'access'>): Promise<Here> {
  const { team, user, channel, url } = doing;
  if (channel === null) return { ...doing, channel: await openDirect(team, user) };
  // The ids of direct conversations begin with a D.
  if (opens === 'public' || url !== null || channel.startsWith('D')) return { ...doing, channel };
  try {
    return { ...doing, channel: await openDirect(team, user), thread: null };
  } catch (error) {
    // People of other workspaces can't be written to; what everybody may ask is no secret.
    if (access === 'everyone') return { ...doing, channel };
    throw error;
  }
}

/** The reply to be opened for what somebody did, in the channel they did it in. */
export function replyFor(
  id: string,
  askedIn: string | null,
  { team, user, channel, thread, inThread, url }: Here,
  command: Pick<AnyCommand, 'opens'>,
  { desk }: Room,
): Reply {
  const isPrivate = command.opens === 'private' && url !== null;
  const isStreamed = !isPrivate && thread !== null;
  return {
    id,
    scope: { workspace: workspaceRef(team.id), channel: channelRef(team.id, askedIn ?? channel) },
    asker: personRef(team.id, user),
    isPrivate,
    message: null,
    pass:
      url === null && !isStreamed
        ? null
        : newPass({ url, thread: isPrivate ? inThread : thread, isStreamed }, desk.clock),
  };
}

/** What the asker sees at once. Where we may not post, they alone see it, and the result comes by the response_url. */
export async function showPlaceholder(reply: Reply, doing: Here, room: Room): Promise<void> {
  try {
    const place = await openMessage(doing, room);
    await room.desk.replies.setMessage(reply.id, writePlace(place));
  } catch (error) {
    const { url, inThread } = doing;
    room.desk.logger.debug({ event: 'inbox', platform: 'slack', what: 'no placeholder', err: error });
    if (url === null || !(await room.desk.replies.takeUse(reply.id))) return;
    await respond({ url, thread: inThread, isPrivate: true }, formatMessage(GOT_IT), room.way.web, null);
  }
}

/** In a thread the steps are streamed; a message that is edited serves where streaming is refused. */
async function openMessage({ team, channel, thread, user }: Here, room: Room): Promise<Place> {
  if (thread === null) return await postMessage(team, channel, null, GOT_IT, null);
  try {
    return await room.way.streams.start(team, { channel, thread, user, message: GOT_IT });
  } catch (error) {
    room.desk.logger.debug({ event: 'stream', err: error });
    return await postMessage(team, channel, thread, GOT_IT, null);
  }
}
