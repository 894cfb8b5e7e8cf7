import type { AnyCommand } from '../chat/command.ts';
import { UserError } from '../errors.ts';

interface Asked {
  command: string;
  options: Record<string, string>;
}

/** A call that a person wrote. Files come with messages only: a handle that was typed could name somebody else's file. */
export function readTyped(read: () => Asked, handles: readonly string[], commands: readonly AnyCommand[]): Asked {
  const asked = read();
  const options = commands.find(({ name }) => name === asked.command)?.options ?? {};
  for (const [name, value] of Object.entries(asked.options)) {
    if (options[name]?.kind !== 'file' || handles.includes(value)) continue;
    const expected = 'a file by sharing it here, then choosing “Summarize” in its message’s menu';
    throw new UserError('badOption', { name, given: value.slice(0, 100), expected });
  }
  return asked;
}
