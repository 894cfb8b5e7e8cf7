import { randomBytes } from 'node:crypto';
import type { AnyCommand } from '../../chat/command.ts';
import { formFor } from '../../chat/form.ts';
import { failure, type Message, ourFailure } from '../../chat/message.ts';
import { answerCall } from '../../delivery/answer.ts';
import type { ChatPlatform } from '../../delivery/platform.ts';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { FrontDesk } from '../platform.ts';
import { conversationOf } from './conversation.ts';
import { formatMessage } from './format.ts';
import { formatForm } from './modal.ts';
import { USES } from './pass.ts';
import type { People } from './people.ts';
import { postMessage } from './post.ts';
import { replyId, replyRef } from './refs.ts';
import { placeFor, replyFor, showPlaceholder } from './reply.ts';
import { respond } from './respond.ts';
import { openDirect, type Team } from './teams.ts';
import type { WayOut } from './way-out.ts';

/** Something a person did, and where an answer to it goes. */
export interface Doing {
  /** The same when Slack tells of it again. */
  id: string;
  team: Team;
  user: string;
  /** The workspace the person belongs to, where Slack said so. */
  userTeam: string | null;
  /** Null where it was done outside of any conversation: the answer goes to the direct one. */
  channel: string | null;
  /** The first message of the thread that the answer belongs in. */
  thread: string | null;
  /** The thread that the person was looking at, where words for them alone are shown. */
  inThread: string | null;
  /** Answers without any right in the channel. */
  url: string | null;
  /** Opens a form, within three seconds. */
  trigger: string | null;
}

export interface Room {
  desk: FrontDesk;
  way: WayOut;
  people: People;
  platform: Pick<ChatPlatform, 'edit'>;
  /** Doings that are being answered here, or were; Slack tells of some twice. */
  seen: Set<string>;
}

export interface Asked {
  command: string;
  options: Record<string, string>;
}

const MAX_SEEN = 10_000;

/** Opens the form that the call asks for, else its reply, and then runs it. Anything that takes time comes after. */
export async function answer(doing: Doing, asked: Asked, room: Room): Promise<void> {
  const command = room.desk.commands.find(({ name }) => name === asked.command);
  if (!command) throw new UserError('unknownCommand', { name: asked.command });
  const form = formFor(command, asked.options, room.desk.menus);
  if (form && doing.trigger !== null) {
    const { channel, thread, inThread, url } = doing;
    const view = formatForm(form, command, { channel, thread, inThread, url });
    await doing.team.client.views.open({ trigger_id: doing.trigger, view });
    return;
  }
  await answerOnce(doing, asked, command, room);
}

async function answerOnce(doing: Doing, asked: Asked, command: AnyCommand, room: Room): Promise<void> {
  const id = replyId(doing.team.id, doing.id);
  if (room.seen.has(id)) return;
  if (room.seen.size >= MAX_SEEN) room.seen.clear();
  room.seen.add(id);
  try {
    await run(id, doing, asked, command, room);
  } catch (error) {
    // Told again, it gets another try.
    room.seen.delete(id);
    throw error;
  }
}

async function run(id: string, doing: Doing, asked: Asked, command: AnyCommand, room: Room): Promise<void> {
  const { team, user } = doing;
  const here = await placeFor(doing, command);
  const reply = await room.desk.replies.open(replyFor(id, doing.channel, here, command, room));
  const before = reply.pass?.uses;
  // It was answered already, to the asker alone; a second answer would stand beside the first.
  if (reply.isPrivate && typeof before === 'number' && before < USES) return;
  if (!reply.isPrivate && reply.message === null && before !== USES - 1) await showPlaceholder(reply, here, room);
  const ref = replyRef(team.id, here.channel, id);
  try {
    const caller = await room.people.caller(team, user, doing.userTeam);
    const thread = await conversationOf(here, room.desk.replies);
    await answerCall(
      { ...asked, scope: reply.scope, caller, thread, reply: ref },
      { ...room.desk, platform: room.platform },
    );
  } catch (error) {
    // The words stand where the answer was to come, so that it is not waited for any more.
    const words = wordsFor(error, asked.command, room.desk.logger);
    await room.platform.edit(ref, words).catch(() => {
      throw error;
    });
  }
}

/** Words for the one who did it: what was wrong, or that we failed. */
export async function tell(doing: Doing, message: Message, { way }: Pick<Room, 'way'>): Promise<void> {
  const { team, channel, thread, inThread, url, user } = doing;
  if (url !== null) await respond({ url, thread: inThread, isPrivate: true }, formatMessage(message), way.web, null);
  else await postMessage(team, channel ?? (await openDirect(team, user)), thread, message, null);
}

/** A failure in words, and in the log. */
export function wordsFor(error: unknown, what: string, logger: Logger): Message {
  if (error instanceof UserError) return failure(error.message, null);
  const reference = randomBytes(4).toString('hex');
  logger.error({ event: 'inbox', platform: 'slack', what, reference, err: error });
  return ourFailure(reference);
}
