import type { z } from 'zod';
import { decodeCall } from '../../chat/call-code.ts';
import { UserError } from '../../errors.ts';
import { type Asked, answer, type Doing, type Room } from './doing.ts';
import { PICK, PRESS } from './format-actions.ts';
import type { Understood } from './inbox.ts';
import { pressSchema } from './payloads.ts';
import type { Team } from './teams.ts';

type Press = z.infer<typeof pressSchema>;

/** A button or a menu of ours, in a message or in the home tab. */
export async function pressed(body: unknown, room: Room): Promise<Understood> {
  const press = pressSchema.parse(body);
  const { message, team: where, user, view } = press;
  const team = await room.way.teams.among([view?.app_installed_team_id, message?.team, where?.id, user.team_id]);
  const [action] = press.actions;
  if (!team || !action) return null;
  const doing = doingOf(press, team);
  return {
    doing,
    async act() {
      const asked = readAction(action);
      if (!asked) throw new UserError('oldButton');
      await answer(doing, asked, room);
    },
  };
}

function doingOf({ trigger_id, user, channel, container, message, response_url }: Press, team: Team): Doing {
  const { message_ts, thread_ts, is_ephemeral } = container;
  const thread = thread_ts ?? message?.thread_ts ?? null;
  return {
    id: trigger_id,
    team,
    user: user.id,
    userTeam: user.team_id ?? null,
    channel: channel?.id ?? null,
    // What only one person sees can have no thread.
    thread: thread ?? (is_ephemeral ? null : (message_ts ?? null)),
    inThread: thread === message_ts ? null : thread,
    url: response_url ?? null,
    trigger: trigger_id,
  };
}

function readAction({ action_id, value, selected_option }: Press['actions'][number]): Asked | null {
  if (action_id.startsWith(PRESS)) return value ? decodeCall(value) : null;
  const call = action_id.startsWith(PICK) ? decodeCall(action_id.slice(PICK.length)) : null;
  if (!call?.picked || !selected_option) return null;
  return { command: call.command, options: { ...call.options, [call.picked]: selected_option.value } };
}
