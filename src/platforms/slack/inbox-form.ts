import { suggest } from '../../chat/suggest.ts';
import { readTyped } from '../typed.ts';
import { answer, type Doing, type Room } from './doing.ts';
import { plain } from './format-actions.ts';
import type { Understood } from './inbox.ts';
import { FORM, MAX_VALUE, optionOf, readCarried, readFilled } from './modal.ts';
import { suggestionSchema, viewSchema } from './payloads.ts';
import { channelRef, personRef, workspaceRef } from './refs.ts';

/** A form of ours, filled in: a call like any other, answered where the form was asked for. */
export async function submitted(body: unknown, room: Room): Promise<Understood> {
  const { team: where, user, view } = viewSchema.parse(body);
  const carried = view.callback_id === FORM ? readCarried(view.private_metadata) : null;
  const team = await room.way.teams.among([view.app_installed_team_id, where?.id, user.team_id]);
  if (!carried || !team) return null;
  const { command, given, channel, thread, inThread, url } = carried;
  const doing: Doing = {
    id: `view ${view.id}`,
    team,
    user: user.id,
    userTeam: user.team_id ?? null,
    channel,
    thread,
    inThread,
    url,
    trigger: null,
  };
  const filled = readFilled(view.state?.values ?? {});
  return {
    doing,
    async act() {
      readTyped(() => ({ command, options: filled }), [], room.desk.commands);
      await answer(doing, { command, options: { ...given, ...filled } }, room);
    },
  };
}

/** What an option of an open form may become. Empty rather than late or wrong. */
export async function suggested(
  body: unknown,
  room: Room,
): Promise<{ text: ReturnType<typeof plain>; value: string }[]> {
  const { commands, menus, logger } = room.desk;
  try {
    const { view, block_id, value, team: where, user } = suggestionSchema.parse(body);
    const carried = readCarried(view?.private_metadata);
    const command = commands.find(({ name }) => name === carried?.command);
    const team = await room.way.teams.among([view?.app_installed_team_id, where?.id, user.team_id]);
    if (!carried || !command || !team) return [];
    const place = carried.channel === null ? personRef(team.id, user.id) : channelRef(team.id, carried.channel);
    const scope = { workspace: workspaceRef(team.id), channel: place };
    const { isGuest } = await room.people.caller(team, user.id, user.team_id ?? null);
    // What the workspace's members have read is not a guest's to see.
    const shown = isGuest ? { ...menus, titled: async () => [] } : menus;
    const found = await suggest({ command, option: optionOf(block_id), typed: value, scope }, shown);
    const fitting = found.filter((one) => one.value.length <= MAX_VALUE && one.value !== '');
    const byValue = new Map(fitting.map((one) => [one.value, { text: plain(one.label), value: one.value }]));
    return [...byValue.values()];
  } catch (error) {
    logger.error({ event: 'inbox', platform: 'slack', what: 'suggestion', err: error });
    return [];
  }
}
