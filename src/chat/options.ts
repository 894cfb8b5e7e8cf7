import { UserError } from '../errors.ts';
import type { Scope } from '../news/ports.ts';

/** What choices and suggestions may depend on; filled in by main. */
export interface Menus {
  prompts: { styleNames: readonly string[] };
  /** The language models that may be picked. */
  models?: readonly string[];
  /** Articles this scope may see whose titles hold what was typed, the newest first. */
  titled(typed: string, scope: Scope): Promise<{ title: string; address: string }[]>;
  /** What this channel follows whose titles or addresses hold what was typed. */
  sources?(typed: string, scope: Scope): Promise<Suggestion[]>;
}

/** What a person may pick while typing: what they see, and what is taken. */
export interface Suggestion {
  label: string;
  value: string;
}

/** One option of a command: how a platform shows it and how its text becomes a value. */
export interface Option<T> {
  kind: 'text' | 'url' | 'choice' | 'file';
  description: string;
  isRequired: boolean;
  /** The values to pick from, for a choice. */
  choices: ((menus: Menus) => readonly string[]) | null;
  /** What may be picked while typing, where anything may be typed. */
  suggest?: (typed: string, scope: Scope, menus: Menus) => Promise<Suggestion[]>;
  /** Wants room for more than a line. */
  isLong?: boolean;
  read(given: string, name: string, menus: Menus): T;
}

export type Options = Record<string, Option<unknown>>;
/** What `run` gets: a required option's value, another's value or null. */
export type OptionValues<O extends Options> = { [Name in keyof O]: O[Name] extends Option<infer T> ? T : never };

const MAX_TEXT = 1_000_000;

export function text(description: string): Option<string | null> {
  return { kind: 'text', description, isRequired: false, choices: null, isLong: true, read: readText };
}

/** A text of one line. */
export function line(description: string): Option<string | null> {
  return { ...text(description), isLong: false };
}

export function url(description: string): Option<string | null> {
  return {
    kind: 'url',
    description,
    isRequired: false,
    choices: null,
    suggest: suggestArticles,
    read: (given) => readUrl(given),
  };
}

/** An article that was read: its address, or the id of a version. */
export function article(description: string): Option<string | null> {
  return { ...line(description), suggest: suggestArticles };
}

/** Something the channel follows: its title, its address or its id, as picked. */
export function source(description: string): Option<string | null> {
  return { ...line(description), suggest: async (typed, scope, menus) => (await menus.sources?.(typed, scope)) ?? [] };
}

/** A file the platform holds for us; its value is the platform's handle. */
export function file(description: string): Option<string | null> {
  return { kind: 'file', description, isRequired: false, choices: null, read: (given) => given };
}

export function choice(description: string, choices: (menus: Menus) => readonly string[]): Option<string | null> {
  return {
    kind: 'choice',
    description,
    isRequired: false,
    choices,
    read: (given, name, menus) => readChoice(given, name, choices(menus)),
  };
}

/** A language by its code or its name, in English or in itself; its value is the primary subtag. */
export function language(description: string): Option<string | null> {
  return {
    kind: 'text',
    description,
    isRequired: false,
    choices: null,
    suggest: async (typed) => suggestLanguages(typed),
    read: readLanguage,
  };
}

export function number(description: string, bounds: { min: number; max: number }): Option<number | null> {
  const read = (given: string, name: string) => readNumber(given, name, bounds);
  return { kind: 'text', description, isRequired: false, choices: null, read };
}

/** A person or a role, as a mention; its value is "@" or "&" and the platform's id. */
export function who(description: string): Option<string | null> {
  return { kind: 'text', description, isRequired: false, choices: null, read: readWho };
}

export function required<T>(option: Option<T | null>): Option<T> {
  // A missing required option never reaches read, and no read answers null for a given text.
  return { ...option, isRequired: true } as Option<T>;
}

/** Every option of the command by name; throws UserError for one that is unknown, missing or unusable. */
export function readOptions<O extends Options>(
  options: O,
  given: Record<string, string>,
  menus: Menus,
): OptionValues<O> {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(options, name));
  if (unknown !== undefined) {
    throw new UserError('unknownOption', { name: unknown, known: Object.keys(options).join(', ') || 'none' });
  }
  const values = Object.entries(options).map(([name, option]) => {
    const value = given[name];
    if (value !== undefined && value !== '') return [name, option.read(value, name, menus)];
    if (option.isRequired) throw new UserError('missingOption', { name, description: option.description });
    return [name, null];
  });
  // The entries were built from this very record's names and readers.
  return Object.fromEntries(values) as OptionValues<O>;
}

function readText(given: string, name: string): string {
  if (given.length > MAX_TEXT)
    throw new UserError('tooLarge', { limit: `${MAX_TEXT.toLocaleString('en')} characters` });
  if (given.trim() === '') throw new UserError('badOption', { name, given, expected: 'some text' });
  return given;
}

function readUrl(given: string): string {
  const address = given.trim().replace(/^<|>$/g, '');
  const shown = address.length > 200 ? `${address.slice(0, 200)}…` : address;
  if (!URL.canParse(address)) throw new UserError('badUrl', { given: shown });
  const { protocol, href } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') throw new UserError('badUrl', { given: shown });
  return href;
}

function readChoice(given: string, name: string, choices: readonly string[]): string {
  const chosen = choices.find((one) => one.toLowerCase() === given.trim().toLowerCase());
  if (chosen === undefined) throw new UserError('badOption', { name, given, expected: `one of ${choices.join(', ')}` });
  return chosen;
}

function readNumber(given: string, name: string, { min, max }: { min: number; max: number }): number {
  const value = Number(given);
  if (given.trim() !== '' && Number.isInteger(value) && value >= min && value <= max) return value;
  throw new UserError('badOption', { name, given, expected: `a whole number from ${min} to ${max}` });
}

/** Discord writes <@id>, <@!id> and <@&id>; Slack <@id|name> and <!subteam^id|name>. */
function readWho(given: string, name: string): string {
  const match = /^<(?:@!?(?<person>\w+)|@&(?<role>\w+)|!subteam\^(?<group>\w+))(?:\|[^>]*)?>$/.exec(given.trim());
  const { person, role, group } = match?.groups ?? {};
  if (person !== undefined) return `@${person}`;
  if (role !== undefined || group !== undefined) return `&${role ?? group}`;
  throw new UserError('badOption', { name, given, expected: 'a mention of a person or a role' });
}

function readLanguage(given: string, name: string): string {
  const wanted = given.trim().toLowerCase();
  const code = LANGUAGES.find((one) => one === wanted || languageNames(one).includes(wanted));
  if (code !== undefined) return code;
  throw new UserError('badOption', { name, given, expected: 'a language, such as “de”, “German” or “Deutsch”' });
}

/** The languages with the most news readers; a model writes others too, but a typing mistake should be told. */
const LANGUAGES = (
  'af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ' +
  'ky lo lt lv mk ml mn mr ms my nb ne nl no pa pl ps pt ro ru si sk sl so sq sr sv sw ta te th tr uk ur uz vi zh zu'
).split(' ');

async function suggestArticles(typed: string, scope: Scope, { titled }: Menus): Promise<Suggestion[]> {
  const found = await titled(typed, scope);
  return found.map(({ title, address }) => ({ label: title, value: address }));
}

function suggestLanguages(typed: string): Suggestion[] {
  const wanted = typed.trim().toLowerCase();
  return LANGUAGES.filter((code) => code === wanted || languageNames(code).some((name) => name.includes(wanted))).map(
    (code) => ({ label: new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code, value: code }),
  );
}

function languageNames(code: string): string[] {
  return ['en', code].flatMap((shownIn) => {
    const name = new Intl.DisplayNames(shownIn, { type: 'language' }).of(code);
    return name === undefined ? [] : [name.toLowerCase()];
  });
}
