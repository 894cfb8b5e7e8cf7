import { isDeepStrictEqual } from 'node:util';
import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { AnyCommand } from '../../chat/command.ts';
import type { Menus, Option } from '../../chat/options.ts';
import { labelOf, pickable } from './format-actions.ts';

type Registered = RESTPostAPIApplicationCommandsJSONBody;

const MAX_CHOICES = 25;

/** Servers, DMs with us and DMs among others; set up for a server or for one person. */
const EVERYWHERE = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
};

/**
 * The commands as Discord lists them. default_member_permissions stay unset even for moderators' commands, as Discord would
 * hide those from the roles that a workspace names as its moderators; who may is checked when a command runs.
 */
export function registrationOf(commands: readonly AnyCommand[], menus: Menus, isGlobal: boolean): Registered[] {
  const where = isGlobal ? EVERYWHERE : {};
  const typed = commands.filter(({ isHidden }) => !isHidden);
  const byFirst = Map.groupBy(typed, ({ name }) => name.split(' ')[0] ?? name);
  const slash = [...byFirst].map(([first, group]): Registered => {
    return { type: ApplicationCommandType.ChatInput, ...slashCommand(first, group, menus), ...where };
  });
  const onMessages = commands.flatMap(({ onMessage }): Registered[] =>
    onMessage ? [{ type: ApplicationCommandType.Message, name: labelOf(onMessage.label, 32), ...where }] : [],
  );
  return [...slash, ...onMessages];
}

function slashCommand(first: string, group: readonly AnyCommand[], menus: Menus) {
  const [only] = group;
  if (only && group.length === 1 && only.name === first) {
    return { ...naming(only), options: optionsOf(only, menus) };
  }
  const under = group.map(({ name }) => name.slice(first.length + 1));
  if (under.includes('')) throw new Error(`/${first} can't be a command and a group of commands at the same time`);
  const description = labelOf(`${first}: ${under.join(', ')}`, 100);
  return { name: first, description, options: subcommands(first, group, menus) };
}

/** "source add" stands right below; "source filter add" in a group of its own. */
function subcommands(first: string, group: readonly AnyCommand[], menus: Menus): APIApplicationCommandOption[] {
  const bySecond = Map.groupBy(group, ({ name }) => name.split(' ')[1] ?? '');
  return [...bySecond].map(([second, below]): APIApplicationCommandOption => {
    const [only] = below;
    if (only && below.length === 1 && only.name === `${first} ${second}`) return subcommand(only, menus);
    const type = ApplicationCommandOptionType.SubcommandGroup as const;
    const description = labelOf(below.map(({ name }) => name.split(' ').at(-1)).join(', '), 100);
    return { type, name: second, description, options: below.map((command) => subcommand(command, menus)) };
  });
}

function subcommand(command: AnyCommand, menus: Menus): APIApplicationCommandSubcommandOption {
  return { type: ApplicationCommandOptionType.Subcommand, ...naming(command), options: optionsOf(command, menus) };
}

function naming({ name, description, localized = {} }: AnyCommand) {
  const spoken = Object.entries(localized);
  return {
    name: name.split(' ').at(-1) ?? name,
    description: labelOf(description, 100),
    name_localizations: Object.fromEntries(spoken.map(([locale, given]) => [locale, given.name])),
    description_localizations: Object.fromEntries(
      spoken.map(([locale, given]) => [locale, labelOf(given.description, 100)]),
    ),
  };
}

/** Discord wants the required ones first. */
function optionsOf({ options }: AnyCommand, menus: Menus): APIApplicationCommandBasicOption[] {
  const all = Object.entries(options).toSorted(([, a], [, b]) => Number(b.isRequired) - Number(a.isRequired));
  return all.slice(0, 25).map(([name, option]) => optionOf(name, option, menus));
}

function optionOf(name: string, option: Option<unknown>, menus: Menus): APIApplicationCommandBasicOption {
  const shown = { name, description: labelOf(option.description, 100), required: option.isRequired };
  if (option.kind === 'file') return { type: ApplicationCommandOptionType.Attachment, ...shown };
  const type = ApplicationCommandOptionType.String as const;
  const choices = option.choices?.(menus) ?? null;
  if (choices === null) return { type, ...shown, ...(option.suggest ? { autocomplete: true } : {}) };
  const offered = pickable(choices.map((value) => ({ label: value, value })));
  // More than Discord lists are found while typing.
  if (choices.length > MAX_CHOICES || offered.length < choices.length) return { type, ...shown, autocomplete: true };
  return { type, ...shown, choices: offered };
}

/** What to change so that Discord lists `wanted`; what stands there and is the same stays untouched. */
export function differences(
  existing: readonly APIApplicationCommand[],
  wanted: readonly Registered[],
): { create: Registered[]; change: { id: string; command: Registered }[]; remove: string[] } {
  // An activity's entry point is not ours.
  const ours = existing.filter(
    ({ type }) => type === ApplicationCommandType.ChatInput || type === ApplicationCommandType.Message,
  );
  const byKey = new Map(ours.map((one) => [keyOf(one), one]));
  const keys = new Set(wanted.map(keyOf));
  return {
    create: wanted.filter((command) => !byKey.has(keyOf(command))),
    change: wanted.flatMap((command) => {
      const before = byKey.get(keyOf(command));
      return before && !isSame(before, command) ? [{ id: before.id, command }] : [];
    }),
    remove: ours.filter((one) => !keys.has(keyOf(one))).map(({ id }) => id),
  };
}

function keyOf({ type, name }: { type?: number | undefined; name: string }): string {
  return `${type ?? ApplicationCommandType.ChatInput} ${name}`;
}

function isSame(existing: APIApplicationCommand, wanted: Registered): boolean {
  return isDeepStrictEqual(whatMatters(existing, wanted), whatMatters(wanted, wanted));
}

const KEYS = [
  'name',
  'description',
  'type',
  'required',
  'autocomplete',
  'value',
  'options',
  'choices',
  'name_localizations',
  'description_localizations',
  'contexts',
  'integration_types',
];
/** Sets, which Discord may answer in another order. */
const SETS = new Set(['contexts', 'integration_types']);

/** Only keys that we set, and none that holds its default: Discord leaves those out or fills them in. */
function whatMatters(given: unknown, top: object | null): unknown {
  if (Array.isArray(given)) return given.map((one) => whatMatters(one, null));
  if (typeof given !== 'object' || given === null) return given;
  const entries = Object.entries(given).filter(
    ([key, value]) => KEYS.includes(key) && !isDefault(value) && !(SETS.has(key) && top !== null && !(key in top)),
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, shownAs(key, value)]));
}

function shownAs(key: string, value: unknown): unknown {
  if (SETS.has(key) && Array.isArray(value)) return value.toSorted();
  return key.endsWith('_localizations') ? value : whatMatters(value, null);
}

function isDefault(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
