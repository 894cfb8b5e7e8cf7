import type { Call, Caller } from '../../chat/command.ts';
import { GOT_IT } from '../../chat/message.ts';
import { answerCall } from '../../delivery/answer.ts';
import type { ChatPlatform } from '../../delivery/platform.ts';
import type { Reply, Scope } from '../../news/ports.ts';
import type { FrontDesk } from '../platform.ts';
import type { Api } from './api.ts';
import { conversationOf } from './conversation.ts';
import { callerOf, channelOf, type Interaction, scopeOf } from './interaction.ts';
import { PASS_MS, writePass } from './pass.ts';
import { replyRef } from './refs.ts';
import { defer, followUp, showInPlace } from './respond.ts';
import { failureOf, note } from './trouble.ts';

/** What the inbox works with. */
export interface Room extends FrontDesk {
  api: Api;
  platform: ChatPlatform;
  /** Us, as Discord names us. Each server gives us a role of our own, which people mention by mistake. */
  self: { user: string; application: string; roles: Set<string> };
}

type Parts = Pick<Call, 'command' | 'options'>;

/** Opens the reply first, then lets `read` find out what is asked: each of the calls has a reply of its own. */
export async function answerInteraction(
  interaction: Interaction,
  isPrivate: boolean,
  room: Room,
  read: () => Parts[],
): Promise<void> {
  const opened = await defer(interaction, isPrivate, room.api);
  // Another took it, or it came a second time.
  if (opened === false) return;
  const [first, ...others] = read();
  // Discord would put the first follow-up in the place of an answer that shows nothing yet.
  if (others.length > 0) await showInPlace(interaction, GOT_IT, room.api);
  if (first) await answerOpened(interaction, first, { id: interaction.id, isPrivate, ...opened }, room);
  for (const [at, parts] of others.entries()) {
    await answerBeside(interaction, parts, { id: `${interaction.id}n${at + 1}`, isPrivate }, room);
  }
}

/** Never throws: what goes wrong here is told here, and takes nothing away from the other answers. */
async function answerBeside(
  interaction: Interaction,
  parts: Parts,
  reply: { id: string; isPrivate: boolean },
  room: Room,
): Promise<void> {
  let message: string | undefined;
  try {
    message = await followUp(interaction, GOT_IT, reply.isPrivate, room.api);
    await answerOpened(interaction, parts, { ...reply, message }, room);
  } catch (error) {
    const words = failureOf(error, room);
    const telling = message
      ? showInPlace(interaction, words, room.api, message)
      : followUp(interaction, words, true, room.api);
    await telling.catch((again: unknown) => note(again, room));
  }
}

async function answerOpened(
  interaction: Interaction,
  parts: Parts,
  opened: { id: string; isPrivate: boolean; message: string | null },
  room: Room,
): Promise<void> {
  const { application_id: application, token } = interaction;
  const pass = { secret: writePass({ application, token }), until: room.clock() + PASS_MS, uses: null };
  const scope = scopeOf(interaction);
  const isDirect = interaction.guild_id === undefined;
  const place = { scope, channel: channelOf(interaction), isDirect, answers: null };
  const thread = await conversationOf(place, room.replies);
  const who = { scope, thread, caller: callerOf(interaction) };
  await answerIn(channelOf(interaction), parts, who, { ...opened, pass }, room);
}

/** Notes where the answer goes, then answers. */
export async function answerIn(
  channel: string,
  parts: Parts,
  who: { scope: Scope; thread: string | null; caller: Caller },
  opened: Omit<Reply, 'scope' | 'asker'>,
  room: Room,
): Promise<void> {
  await room.replies.open({ ...opened, scope: who.scope, asker: who.caller.ref });
  await answerCall({ ...parts, ...who, reply: replyRef(channel, opened.id) }, room);
}
