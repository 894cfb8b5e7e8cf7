import type { AnyCommand } from './command.ts';
import type { Menus, Option } from './options.ts';

/** What a person is asked for before a command can run, the same on every platform. Submitting it is a call. */
export interface Form {
  title: string;
  command: string;
  /** What is known already. */
  given: Record<string, string>;
  /** At most five, as no platform's form has more. */
  fields: Field[];
}

export interface Field {
  /** The option's name. */
  name: string;
  label: string;
  description: string;
  kind: 'line' | 'paragraph' | 'choice';
  isRequired: boolean;
  /** For a choice. */
  choices: readonly string[];
}

const MAX_FIELDS = 5;

/** The form to open for this call; null where the command can run with what was given. */
export function formFor(command: AnyCommand, given: Record<string, string>, menus: Menus): Form | null {
  const { name, form, options } = command;
  if (!form || form.unless.some((one) => given[one])) return null;
  const fields = form.fields.flatMap((asked) => (options[asked] ? [fieldOf(asked, options[asked], menus)] : []));
  return { title: form.title, command: name, given, fields: fields.slice(0, MAX_FIELDS) };
}

function fieldOf(
  name: string,
  { kind, description, isRequired, choices, isLong }: Option<unknown>,
  menus: Menus,
): Field {
  const label = name.charAt(0).toUpperCase() + name.slice(1);
  const shown = { name, label, description, isRequired, choices: choices?.(menus) ?? [] };
  if (kind === 'choice') return { ...shown, kind };
  return { ...shown, kind: isLong ? 'paragraph' : 'line' };
}
