import { UserError } from '../errors.ts';
import type { AnyCommand } from './command.ts';
import type { Block, Menu, Message } from './message.ts';
import type { Menus } from './options.ts';

/** No platform's menu has room for more. */
const MAX_PICKS = 25;
const MAX_MENUS = 2;

/** The commands this person may use, a line each, from their definitions. */
export function renderHelp(commands: readonly AnyCommand[], isModerator: boolean): Message {
  const shown = listed(commands, isModerator);
  const picks = shown.map(({ name }) => name);
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: 'What you can ask for', url: null },
      ...shown.map(({ name, description }): Block => ({ kind: 'text', text: `/${name} — ${description}` })),
      {
        kind: 'note',
        text: 'A bare address is summarized. Options are written as name:value or name:"several words".',
      },
    ],
    buttons: [],
    menus: pickers(picks),
  };
}

/** As many menus of even length as it takes, within what a message may hold. */
function pickers(names: readonly string[]): Menu[] {
  const count = Math.min(Math.ceil(names.length / MAX_PICKS), MAX_MENUS);
  const each = Math.min(Math.ceil(names.length / count), MAX_PICKS);
  return Array.from({ length: count }, (_, at) => {
    const choices = names.slice(at * each, (at + 1) * each);
    const label = at === 0 ? 'More about…' : `More about… (from ${choices[0]})`;
    return { label, command: 'help', options: {}, option: 'command', choices };
  });
}

/** One command with its options. Throws UserError for one that this person may not use. */
export function renderHelpAbout(
  name: string,
  commands: readonly AnyCommand[],
  menus: Menus,
  isModerator: boolean,
): Message {
  const command = listed(commands, isModerator).find((one) => one.name === name.trim().replace(/^\//, ''));
  if (!command) throw new UserError('unknownCommand', { name });
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: `/${command.name}`, url: null },
      { kind: 'text', text: command.description },
      ...Object.entries(command.options).map(([option, { description, choices }]): Block => {
        const values = choices ? ` (${choices(menus).join(', ')})` : '';
        return { kind: 'text', text: `${option}: ${description}${values}` };
      }),
    ],
    buttons: [],
  };
}

function listed(commands: readonly AnyCommand[], isModerator: boolean): AnyCommand[] {
  return commands.filter(({ isHidden, access }) => !isHidden && (access !== 'moderators' || isModerator));
}
