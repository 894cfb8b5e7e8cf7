import type { Breach } from '../contract.ts';
import type { Choice } from '../types.ts';
import { breach } from './components.ts';

/** A command or an option of one, as registered. */
export interface CommandPart {
  type?: number | null;
  name: string;
  description?: string | null;
  required?: boolean | null;
  autocomplete?: boolean | null;
  choices?: (Choice & { name_localizations?: Record<string, string> | null })[] | null;
  options?: CommandPart[] | null;
  name_localizations?: Record<string, string> | null;
  min_length?: number | null;
  max_length?: number | null;
  min_value?: number | null;
  max_value?: number | null;
}

export const CHAT_INPUT = 1;
const MAX_TOTAL = 8000;
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** What the schemas do not say of one command. */
export function commandBreaches(command: CommandPart, path: readonly PropertyKey[]): Breach[] {
  const isChat = (command.type ?? CHAT_INPUT) === CHAT_INPUT;
  if (!isChat) return contextBreaches(command, path);
  const total = charactersOf(command);
  return [
    ...nameBreaches(command, path),
    ...(command.description ? [] : [breach([...path, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required')]),
    ...(total > MAX_TOTAL
      ? [breach(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${MAX_TOTAL}); it has ${total}.`)]
      : []),
    ...optionsBreaches(command.options ?? [], [...path, 'options']),
  ];
}

/** And of the whole set: 100 chat commands, 15 of each other type, no name twice. */
export function setBreaches(commands: readonly CommandPart[]): Breach[] {
  const byType = Object.groupBy(commands, ({ type }) => String(type ?? CHAT_INPUT));
  return Object.entries(byType).flatMap(([type, ofType = []]) => {
    const most = Number(type) === CHAT_INPUT ? 100 : 15;
    const breaches = twice(ofType, [], 'APPLICATION_COMMANDS_DUPLICATE_NAME');
    if (ofType.length > most)
      breaches.push(breach([], 'BASE_TYPE_BAD_LENGTH', `At most ${most} commands of type ${type}.`));
    return breaches;
  });
}

function contextBreaches(command: CommandPart, path: readonly PropertyKey[]): Breach[] {
  const breaches: Breach[] = [];
  if (command.description) {
    breaches.push(
      breach([...path, 'description'], 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION', 'A menu command has none.'),
    );
  }
  if (command.options?.length) {
    breaches.push(breach([...path, 'options'], 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS', 'A menu command has none.'));
  }
  return breaches;
}

function nameBreaches({ name, name_localizations: names }: CommandPart, path: readonly PropertyKey[]): Breach[] {
  return [name, ...Object.values(names ?? {})]
    .filter((one) => !NAME.test(one) || one !== one.toLowerCase())
    .map((one) => breach([...path, 'name'], 'APPLICATION_COMMAND_INVALID_NAME', `Command name is invalid: ${one}`));
}

const isSub = ({ type }: CommandPart) => type === 1 || type === 2;

function optionsBreaches(options: readonly CommandPart[], path: readonly PropertyKey[]): Breach[] {
  const breaches = twice(options, path, 'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE');
  const subs = options.filter(isSub).length;
  if (subs > 0 && subs < options.length) {
    breaches.push(breach(path, 'APPLICATION_COMMAND_OPTIONS_TYPE_MIXED', 'Sub-commands and options cannot be mixed.'));
  }
  const firstOptional = options.findIndex((option) => !isSub(option) && !option.required);
  const lateRequired = options.findIndex(({ required }, at) => required && firstOptional !== -1 && at > firstOptional);
  if (lateRequired !== -1) {
    breaches.push(
      breach(
        [...path, lateRequired],
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options stand before others.',
      ),
    );
  }
  return [...breaches, ...options.flatMap((option, at) => optionBreaches(option, [...path, at]))];
}

function optionBreaches(option: CommandPart, path: readonly PropertyKey[]): Breach[] {
  const breaches = nameBreaches(option, path);
  const choices = option.choices ?? [];
  if (option.autocomplete && choices.length > 0) {
    breaches.push(
      breach(path, 'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES', 'Choices and autocomplete exclude each other.'),
    );
  }
  if ((option.min_length ?? 0) > (option.max_length ?? 6000)) {
    breaches.push(breach([...path, 'min_length'], 'BASE_TYPE_BAD_VALUE', 'min_length is above max_length.'));
  }
  breaches.push(...twice(choices, [...path, 'choices'], 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATE'));
  breaches.push(...choiceBreaches(choices, [...path, 'choices']));
  return [...breaches, ...optionsBreaches(option.options ?? [], [...path, 'options'])];
}

/** Choices of an option or of an autocompletion. */
export function choiceBreaches(choices: readonly Choice[], path: readonly PropertyKey[]): Breach[] {
  const breaches: Breach[] = [];
  if (choices.length > 25) breaches.push(breach(path, 'BASE_TYPE_BAD_LENGTH', 'Must be 25 or fewer in length.'));
  choices.forEach(({ name, value }, at) => {
    if (name.trim().length < 1 || name.length > 100) {
      breaches.push(breach([...path, at, 'name'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.'));
    }
    if (typeof value === 'string' && (value.length < 1 || value.length > 100)) {
      breaches.push(breach([...path, at, 'value'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.'));
    }
  });
  return breaches;
}

function twice(named: readonly { name: string }[], path: readonly PropertyKey[], code: string): Breach[] {
  const names = named.map(({ name }) => name);
  const repeats = names.filter((name, at) => names.indexOf(name) !== at);
  return repeats.map((name) => breach([...path, names.lastIndexOf(name), 'name'], code, `${name} stands there twice.`));
}

/** Names, descriptions and values of the command, its options and their choices. */
function charactersOf(part: CommandPart): number {
  const own = longest(part.name, part.name_localizations) + (part.description?.length ?? 0);
  const choices = (part.choices ?? []).reduce(
    (sum, { name, value, name_localizations: names }) =>
      sum + longest(name, names) + (typeof value === 'string' ? value.length : 0),
    0,
  );
  return own + choices + (part.options ?? []).reduce((sum, option) => sum + charactersOf(option), 0);
}

/** The longest wording counts, as the platform does it. */
function longest(text: string, localized: Record<string, string> | null | undefined): number {
  return Math.max(text.length, ...Object.values(localized ?? {}).map((one) => one.length));
}
