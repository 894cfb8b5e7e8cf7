import type { AnyCommand } from './command.ts';
import type { Block, Message } from './message.ts';
import type { Menus } from './options.ts';

/** The commands this person may use, from their definitions. */
export function renderHelp(commands: readonly AnyCommand[], menus: Menus, isModerator: boolean): Message {
  const shown = commands.filter(({ isHidden, access }) => !isHidden && (access !== 'moderators' || isModerator));
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: 'What you can ask for', url: null },
      ...shown.flatMap((command) => [
        { kind: 'text' as const, text: `/${command.name} — ${command.description}` },
        ...Object.entries(command.options).map(([name, option]): Block => {
          const choices = option.choices ? ` (${option.choices(menus).join(', ')})` : '';
          return { kind: 'note', text: `    ${name}: ${option.description}${choices}` };
        }),
      ]),
      {
        kind: 'note',
        text: 'A bare address is summarized. Options are written as name:value or name:"several words".',
      },
    ],
    buttons: [],
  };
}
