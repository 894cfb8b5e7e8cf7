import { z } from 'zod';
import type { Call, Caller } from '../../chat/command.ts';
import { progress } from '../../chat/message.ts';
import { answerCall } from '../../delivery/answer.ts';
import type { ChatPlatform } from '../../delivery/platform.ts';
import type { Reply, Scope } from '../../news/ports.ts';
import type { FrontDesk } from '../platform.ts';
import type { Api } from './api.ts';
import { asPrivate, formatMessage } from './format.ts';
import { callerOf, channelOf, type Interaction, scopeOf } from './interaction.ts';
import { PASS_MS, writePass } from './pass.ts';
import { replyRef } from './refs.ts';
import { defer, showOriginal } from './respond.ts';

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
  if (others.length > 0) await showOriginal(interaction, progress('Got it…'), room.api);
  if (first) await answerOpened(interaction, first, { id: interaction.id, isPrivate, ...opened }, room);
  for (const [at, parts] of others.entries()) {
    const message = await openFollowUp(interaction, isPrivate, room.api);
    await answerOpened(interaction, parts, { id: `${interaction.id}n${at + 1}`, isPrivate, message }, room);
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
  const who = { scope: scopeOf(interaction), caller: callerOf(interaction) };
  await answerIn(channelOf(interaction), parts, who, { ...opened, pass }, room);
}

/** Notes where the answer goes, then answers. */
export async function answerIn(
  channel: string,
  parts: Parts,
  { scope, caller }: { scope: Scope; caller: Caller },
  opened: Omit<Reply, 'scope' | 'asker'>,
  room: Room,
): Promise<void> {
  await room.replies.open({ ...opened, scope, asker: caller.ref });
  await answerCall({ ...parts, scope, caller, reply: replyRef(channel, opened.id) }, room);
}

async function openFollowUp(interaction: Interaction, isPrivate: boolean, api: Api): Promise<string> {
  const payload = formatMessage(progress('Got it…'));
  const { application_id: application, token } = interaction;
  const sent = await api.post(`/webhooks/${application}/${token}`, isPrivate ? asPrivate(payload) : payload, {
    isOpen: true,
    query: { wait: 'true' },
  });
  return z.object({ id: z.string() }).parse(sent).id;
}
