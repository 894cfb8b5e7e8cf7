import type { Message } from '../../chat/message.ts';
import { MessageGone } from '../../delivery/platform.ts';
import { RetryLater } from '../../errors.ts';
import type { Reply } from '../../news/ports.ts';
import { codeOf, translate } from './errors.ts';
import { formatMessage } from './format.ts';
import { livingPass } from './pass.ts';
import { channelRef, messageRef, type Place, readPlace, readRef } from './refs.ts';
import { respond } from './respond.ts';
import type { WayOut } from './way-out.ts';

/** What a message is edited through. */
interface At {
  team: string;
  channel: string;
  place: Place;
  /** Where else the words may go when the message is gone, and when its channel is. */
  ifMessageIsGone: string;
  ifChannelIsGone: string | null;
}

export function createEdit(way: WayOut): (ref: string, message: Message) => Promise<void> {
  return async (ref, message) => {
    const { team, channel, reply: replyId, place } = readRef(ref);
    if (channel === null) throw new MessageGone(`${ref} is no message`, null);
    const here = channelRef(team, channel);
    if (place !== null) {
      await update({ team, channel, place, ifMessageIsGone: here, ifChannelIsGone: null }, message, way);
      return;
    }
    const reply = replyId === null ? null : await way.replies.find(replyId);
    if (!reply) throw new MessageGone(`no reply ${ref}`, here);
    if (reply.isPrivate || reply.message === null) await editByPass({ team, channel }, reply, message, way);
    else await editPosted(ref, reply, reply.message, message, way);
  };
}

/** A reply that is one of our own messages. */
async function editPosted(ref: string, reply: Reply, kept: string, message: Message, way: WayOut): Promise<void> {
  const { team, channel } = readRef(ref);
  if (channel === null) return;
  const place = readPlace(kept);
  const ifMessageIsGone = threadOrChannel({ team, channel }, place.thread);
  const at = { team, channel, place, ifMessageIsGone, ifChannelIsGone: reply.asker };
  if (livingPass(reply, way.clock)?.isStreamed && (await stream(ref, at, message, way))) return;
  await update(at, message, way);
}

/** False where the stream can't take it: ended, never begun, or refused. */
async function stream(ref: string, { team: id, channel, place }: At, message: Message, way: WayOut): Promise<boolean> {
  const team = await way.teams.of(id);
  const where = { channel, ts: place.ts };
  try {
    if (message.state === 'progress') await way.streams.step(team, ref, where, message);
    else await way.streams.stop(team, ref, where, message);
    return true;
  } catch (error) {
    const told = translate(error, { place: `the channel ${channel}`, instead: null });
    if (told instanceof RetryLater) throw told;
    way.logger.debug({ event: 'stream', ref, err: error });
    return false;
  }
}

async function update(at: At, message: Message, { teams }: WayOut): Promise<void> {
  const { team: id, channel, place } = at;
  const { client } = await teams.of(id);
  try {
    await client.chat.update({ channel, ts: place.ts, ...formatMessage(message), parse: 'none', link_names: false });
  } catch (error) {
    if (at.ifChannelIsGone !== null && CLOSED.has(codeOf(error) ?? ''))
      throw new MessageGone(`${channelRef(id, channel)}: ${codeOf(error)}`, at.ifChannelIsGone);
    throw translate(error, { place: `the channel ${channel}`, instead: at.ifMessageIsGone });
  }
}

/** The channel takes nothing from us any more; who asked is still owed the answer. */
const CLOSED = new Set(['channel_not_found', 'is_archived', 'not_in_channel', 'restricted_action']);

/** A reply that only its response_url can show: to the asker alone, or where we are not in the channel. */
async function editByPass(
  here: Pick<At, 'team' | 'channel'>,
  reply: Reply,
  message: Message,
  way: WayOut,
): Promise<void> {
  const { isPrivate } = reply;
  const pass = livingPass(reply, way.clock);
  const instead = isPrivate ? reply.asker : threadOrChannel(here, pass?.thread ?? null);
  if (!pass?.url) throw new MessageGone(`the time of reply ${reply.id} is over`, instead);
  // Its uses are few and stand beside each other: one line of progress for the asker, then the result.
  if (message.state === 'progress' && !(isPrivate && pass.isUnused)) return;
  if (!(await way.replies.takeUse(reply.id))) throw new MessageGone(`the uses of reply ${reply.id} are over`, instead);
  const { url, thread } = pass;
  await respond({ url, thread, isPrivate }, formatMessage(message), way.web, instead);
}

/** Where the reply stands, which is not always where it was asked for. */
function threadOrChannel({ team, channel }: Pick<At, 'team' | 'channel'>, thread: string | null): string {
  return thread === null ? channelRef(team, channel) : messageRef(team, channel, { ts: thread, thread: null });
}
