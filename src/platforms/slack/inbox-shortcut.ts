import { UserError } from '../../errors.ts';
import { answer, type Doing, type Room } from './doing.ts';
import { heardMessage } from './heard.ts';
import type { Understood } from './inbox.ts';
import { OPEN, READ } from './manifest.ts';
import { shortcutSchema } from './payloads.ts';

/** Of one message; each of its addresses or files gets an answer of its own. */
const MAX_ANSWERS = 3;

/** An entry of ours in a message's menu, or in the menu that is everywhere. */
export async function shortcut(body: unknown, room: Room): Promise<Understood> {
  const { team: where, user, callback_id, trigger_id, response_url, channel, message } = shortcutSchema.parse(body);
  const team = await room.way.teams.among([where?.id, user.team_id]);
  if (!team) return null;
  const thread = message ? (message.thread_ts ?? message.ts) : null;
  const doing: Doing = {
    id: trigger_id,
    team,
    user: user.id,
    userTeam: user.team_id ?? null,
    channel: channel?.id ?? null,
    thread,
    inThread: thread === message?.ts ? null : thread,
    url: response_url ?? null,
    trigger: trigger_id,
  };
  if (!message || !channel) {
    const command = callback_id.startsWith(OPEN) ? callback_id.slice(OPEN.length) : callback_id;
    return { doing, act: () => answer(doing, { command, options: {} }, room) };
  }
  return {
    doing,
    act: () => answerEach(doing, callback_id.slice(READ.length), heardMessage(message, channel.id, team), room),
  };
}

async function answerEach(
  doing: Doing,
  name: string,
  heard: ReturnType<typeof heardMessage>,
  room: Room,
): Promise<void> {
  const command = room.desk.commands.find((one) => one.name === name);
  if (!command?.onMessage) throw new UserError('unknownCommand', { name: name.slice(0, 50) });
  const [first, ...others] = command.onMessage.read(heard, room.desk.menus).slice(0, MAX_ANSWERS);
  if (!first) throw new UserError('nothingToRead');
  await answer(doing, { command: name, options: first }, room);
  for (const [index, options] of others.entries()) {
    // The trigger opens one form only.
    const next = { ...doing, id: `${doing.id} ${index + 1}`, trigger: null };
    await answer(next, { command: name, options }, room);
  }
}
