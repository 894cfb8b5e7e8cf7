import type { CommandPart } from './rules/commands.ts';
import type { Choice, UploadedFile } from './types.ts';

export interface Typed {
  command: CommandPart;
  /** The path below the command: ["add"], or ["digest", "add"]. */
  path: string[];
  /** Registered options with what was typed for them. */
  values: { option: CommandPart; text: string }[];
}

/** Holds a typed line against the registered commands, as the client does before it sends anything. */
export function parseLine(line: string, commands: readonly CommandPart[]): Typed {
  const words = line.replace(/^\//, '');
  const command = commands.find(({ name, type }) => (type ?? 1) === 1 && startsWithWord(words, name));
  if (!command)
    throw new Error(`no command for "${line}" is registered here; there are: ${commands.map(nameOf).join(', ')}`);
  let part: CommandPart = command;
  let rest = words.slice(command.name.length).trimStart();
  const path: string[] = [];
  while (part.options?.some(({ type }) => type === 1 || type === 2)) {
    const sub: CommandPart | undefined = part.options.find(({ name }) => startsWithWord(rest, name));
    if (!sub)
      throw new Error(`/${[command.name, ...path].join(' ')} needs one of: ${part.options.map(nameOf).join(', ')}`);
    path.push(sub.name);
    rest = rest.slice(sub.name.length).trimStart();
    part = sub;
  }
  return { command, path, values: valuesIn(rest, part.options ?? []) };
}

const nameOf = ({ name }: CommandPart) => name;

function startsWithWord(text: string, word: string): boolean {
  return text === word || text.startsWith(`${word} `);
}

/** name:value pairs; a value in quotes, or as far as the next option. */
function valuesIn(text: string, options: readonly CommandPart[]): Typed['values'] {
  const values: Typed['values'] = [];
  let rest = text.trim();
  while (rest !== '') {
    const name = /^([-_\p{L}\p{N}]+):/u.exec(rest)?.[1];
    const option = options.find((one) => one.name === name);
    if (!option) throw new Error(`no option for "${rest}"; there are: ${options.map(nameOf).join(', ') || 'none'}`);
    const after = rest.slice(option.name.length + 1).trimStart();
    const quoted = /^"((?:[^"\\]|\\.)*)"(?:\s+|$)/.exec(after);
    const end = quoted ? quoted[0].length : endOfValue(after, options);
    values.push({ option, text: quoted?.[1]?.replaceAll(/\\(.)/g, '$1') ?? after.slice(0, end).trim() });
    rest = after.slice(end).trimStart();
  }
  return values;
}

function endOfValue(text: string, options: readonly CommandPart[]): number {
  const next = /\s([-_\p{L}\p{N}]+):/gu;
  for (const match of text.matchAll(next)) {
    if (options.some(({ name }) => name === match[1])) return match.index;
    throw new Error(`"${match[1]}:" is no option; put the value before it in quotes if it belongs to it`);
  }
  return text.length;
}

/** What the client refuses to send. */
export function checkComplete({ command, path, values }: Typed, files: readonly UploadedFile[]): void {
  const options = optionsAt(command, path);
  const missing = options.filter(({ name, required, type }) => {
    const isGiven = values.some(({ option }) => option.name === name) || (type === 11 && files.length > 0);
    return required && !isGiven;
  });
  if (missing.length > 0) throw new Error(`required and missing: ${missing.map(nameOf).join(', ')}`);
}

export function optionsAt(command: CommandPart, path: readonly string[]): CommandPart[] {
  const options = path.reduce<CommandPart[]>(
    (found, name) => found.find((one) => one.name === name)?.options ?? [],
    command.options ?? [],
  );
  return options;
}

/** The typed text as the value that is sent: numbers, booleans, a choice's value, an id. */
export function sentValue(
  option: CommandPart,
  text: string,
  find: (name: string) => string,
): Choice['value'] | boolean {
  if (option.choices?.length) return choiceOf(option, text);
  if (option.type === 5) return booleanOf(option, text);
  if (option.type === 4 || option.type === 10) return numberOf(option, text);
  if (option.type === 3) return textOf(option, text);
  return find(text);
}

function choiceOf({ name, choices }: CommandPart, text: string): Choice['value'] {
  const choice = choices?.find((one) => one.name === text || String(one.value) === text);
  if (!choice)
    throw new Error(`"${text}" is no choice of ${name}; there are: ${choices?.map((one) => one.name).join(', ')}`);
  return choice.value;
}

function booleanOf({ name }: CommandPart, text: string): boolean {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  throw new Error(`${name} is true or false, not "${text}"`);
}

function numberOf({ name, type, min_value: min, max_value: max }: CommandPart, text: string): number {
  const value = Number(text);
  const isWrong = text === '' || Number.isNaN(value) || (type === 4 && !Number.isInteger(value));
  if (isWrong || value < (min ?? -Infinity) || value > (max ?? Infinity)) {
    throw new Error(`"${text}" is no value for ${name}`);
  }
  return value;
}

function textOf({ name, min_length: min, max_length: max }: CommandPart, text: string): string {
  if (text.length < (min ?? 0) || text.length > (max ?? 6000))
    throw new Error(`${name} has a wrong length: ${text.length}`);
  return text;
}
