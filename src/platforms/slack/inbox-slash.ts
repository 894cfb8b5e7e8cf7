import { parseLine } from '../../chat/parse-line.ts';
import { readTyped } from '../typed.ts';
import { answer, type Room } from './doing.ts';
import type { Understood } from './inbox.ts';
import { slashSchema } from './payloads.ts';
import { typedText } from './text.ts';

/** "/summarize https://… style:brief", or "/copydesk summarize https://…". */
export async function typed(body: unknown, room: Room): Promise<Understood> {
  const { command, text, team_id, channel_id, user_id, trigger_id, response_url } = slashSchema.parse(body);
  const team = await room.way.teams.among([team_id]);
  if (!team) return null;
  const doing = {
    id: trigger_id,
    team,
    user: user_id,
    userTeam: team_id,
    channel: channel_id,
    // Slack has no commands in threads.
    thread: null,
    inThread: null,
    url: response_url,
    trigger: trigger_id,
  };
  const line = lineOf(command, typedText(text).trim());
  // What only buttons reach relies on their being shown to whoever presses them.
  const commands = room.desk.commands.filter(({ isHidden }) => !isHidden);
  return {
    doing,
    act: () =>
      answer(
        doing,
        readTyped(() => parseLine(line, commands), [], commands),
        room,
      ),
  };
}

function lineOf(command: string, text: string): string {
  if (command !== '/copydesk') return `${command} ${text}`.trim();
  if (text === '') return '/help';
  return /^https?:\/\/\S+$/i.test(text) || text.startsWith('/') ? text : `/${text}`;
}
