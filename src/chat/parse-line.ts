import { UserError } from '../errors.ts';
import type { Options } from './options.ts';

/** A command as lists hold it, whatever its options and ports. */
type Declared = { name: string; options: Options };

interface Line {
  command: string;
  options: Record<string, string>;
}

/**
 * "/summarize https://example.org/a style:brief text:"two words"" → its command and options by name.
 * Words without a name go to the first option that fits: one word to an address, several to a text.
 * A bare address is summarized.
 */
export function parseLine(line: string, commands: readonly Declared[]): Line {
  const trimmed = line.trim();
  if (/^https?:\/\/\S+$/i.test(trimmed)) return { command: 'summarize', options: { url: trimmed } };
  const command = findCommand(trimmed, commands);
  const { named, loose } = splitWords(trimmed.slice(command.name.length + 1), command.options);
  return { command: command.name, options: { ...placeLoose(loose, command.options), ...named } };
}

function findCommand(line: string, commands: readonly Declared[]): Declared {
  // The longest name first, so that "/source add" is not taken for "/source".
  const byLength = commands.toSorted((a, b) => b.name.length - a.name.length);
  const found = byLength.find(
    ({ name }) => line === `/${name}` || (/\s/.test(line.charAt(name.length + 1)) && line.startsWith(`/${name}`)),
  );
  if (found) return found;
  throw new UserError('unknownCommand', { name: line.replace(/^\//, '').split(/\s/, 1)[0]?.slice(0, 50) ?? '' });
}

/** `name:value` or `name:"quoted value"` for the names the command has; all else is loose text, as it was typed. */
function splitWords(rest: string, options: Options): { named: Record<string, string>; loose: string } {
  const named: Record<string, string> = {};
  const loose = rest.replace(/(^|\s)([a-z]+):(?:["“”]([^"“”]*)["“”]|(\S+))/g, (all, space, name, quoted, bare) => {
    if (!Object.hasOwn(options, name)) return all;
    named[name] = quoted ?? bare;
    return space;
  });
  return { named, loose: loose.trim() };
}

function placeLoose(loose: string, options: Options): Record<string, string> {
  if (loose === '') return {};
  const kind = /\s/.test(loose) ? 'text' : 'url';
  const names = Object.keys(options);
  const name = names.find((one) => options[one]?.kind === kind) ?? names.find((one) => options[one]?.kind !== 'file');
  if (name === undefined) throw new UserError('unknownOption', { name: loose.slice(0, 50), known: 'none' });
  return { [name]: loose.replace(/^["“”]([^"“”]*)["“”]$/, '$1') };
}
