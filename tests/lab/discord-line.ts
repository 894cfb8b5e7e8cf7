import type { Suggested } from './side.ts';

/** A registered command, or an option of one. */
interface Part {
  name: string;
  type?: number;
  description?: string;
  options?: Part[];
  choices?: { name: string; value: string | number }[];
  autocomplete?: boolean;
}

type Ask = (line: string, option: string) => Promise<{ name: string; value: string | number }[]>;

/** As Discord's client does when a command is picked, a value without a name goes to the command's first option. */
export function withFirstOption(line: string, commands: readonly Part[]): string {
  const known = commandIn(line, commands);
  const [first] = known?.options ?? [];
  if (!known || !first || known.rest === '' || isNamed(known.rest, known.options)) return line;
  return `/${known.name} ${first.name}:${known.rest}`;
}

/** What the line may become: commands, then options, then an option's values. */
export async function completeLine(line: string, commands: readonly Part[], ask: Ask): Promise<Suggested[]> {
  if (!line.startsWith('/')) return [];
  const known = commandIn(line, commands);
  if (!known) return commandsLike(line, commands);
  const open = /(?:^|\s)([-_\p{L}\p{N}]+):([^:]*)$/u.exec(known.rest);
  const option = known.options.find(({ name }) => name === open?.[1]);
  if (open && option) return await valuesOf(option, { line, typed: open[2] ?? '', ask });
  const left = known.options.filter(({ name }) => !known.rest.includes(`${name}:`));
  if (known.rest !== '' && !line.endsWith(' ')) return [];
  return left.map(({ name, description }) => ({
    label: `${name}: ${description ?? ''}`,
    value: `${line.trim()} ${name}:`,
  }));
}

async function valuesOf(
  { name, choices, autocomplete }: Part,
  { line, typed, ask }: { line: string; typed: string; ask: Ask },
): Promise<Suggested[]> {
  const before = line.slice(0, line.length - typed.length);
  const offered = autocomplete ? await ask(line, name) : (choices ?? []);
  return offered
    .filter((one) => autocomplete || one.name.toLowerCase().includes(typed.trim().toLowerCase()))
    .map((one) => ({ label: one.name, value: `${before}${quoted(String(one.value))} ` }));
}

function quoted(value: string): string {
  return /[\s"]/.test(value) ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : value;
}

function commandsLike(line: string, commands: readonly Part[]): Suggested[] {
  return flat(commands)
    .filter(({ name }) => `/${name}`.startsWith(line.trim().toLowerCase()))
    .map(({ name, description }) => ({ label: `/${name} ${description ?? ''}`.trim(), value: `/${name} ` }));
}

function commandIn(line: string, commands: readonly Part[]): { name: string; options: Part[]; rest: string } | null {
  const words = line.replace(/^\//, '');
  const found = flat(commands)
    .filter(({ name }) => words === name || words.startsWith(`${name} `))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
  if (!found || (words === found.name && !line.endsWith(' '))) return null;
  return { name: found.name, options: found.options ?? [], rest: words.slice(found.name.length).trim() };
}

/** Sub-commands under their whole name: "source add". */
function flat(parts: readonly Part[], before = ''): Part[] {
  return parts
    .filter(({ type = 1 }) => type === 1 || type === 2)
    .flatMap((part) => {
      const name = `${before}${part.name}`;
      const inner = (part.options ?? []).filter(({ type }) => type === 1 || type === 2);
      return inner.length > 0 ? flat(inner, `${name} `) : [{ ...part, name }];
    });
}

function isNamed(rest: string, options: readonly Part[]): boolean {
  const name = /^([-_\p{L}\p{N}]+):/u.exec(rest)?.[1];
  return options.some((option) => option.name === name);
}
