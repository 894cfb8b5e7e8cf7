import type { InputBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { AnyCommand } from '../../chat/command.ts';
import type { Field, Form } from '../../chat/form.ts';
import { UserError } from '../../errors.ts';
import { plain } from './format-actions.ts';

export const FORM = 'form';
/** A field's block and action are named by its option; beside one that takes any text, this is what was suggested. */
const PICKED = '.picked';

const MAX_METADATA = 3000;
const MAX_LINE = 3000;
const MAX_CHOICES = 100;
/** The longest an option of a menu may hold. */
export const MAX_VALUE = 75;

/** What a submitted form must still know. */
const carriedSchema = z.object({
  command: z.string(),
  given: z.record(z.string(), z.string()),
  channel: z.string().nullable(),
  thread: z.string().nullable(),
  inThread: z.string().nullable(),
  url: z.string().nullable(),
});
export type Carried = z.infer<typeof carriedSchema>;

/** A form as Slack's modal. Throws UserError where what was given is too long to be carried along. */
export function formatForm(form: Form, command: AnyCommand, where: Omit<Carried, 'command' | 'given'>): ModalView {
  const asked = new Set(form.fields.map(({ name }) => name));
  // What a field asks for anew stands in the field.
  const given = Object.fromEntries(Object.entries(form.given).filter(([name]) => !asked.has(name)));
  const private_metadata = JSON.stringify({ ...where, command: form.command, given } satisfies Carried);
  if (private_metadata.length > MAX_METADATA) throw new UserError('tooLarge', { limit: '2,000 characters here' });
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata,
    // Slack leaves no room for more than a clause.
    title: plain(form.title.split(/[,;:.(]/, 1)[0] ?? '', 24),
    submit: plain('Go'),
    close: plain('Cancel'),
    blocks: form.fields.flatMap((field) => formatField(field, command, form.given[field.name])),
  };
}

export function readCarried(metadata: string | null | undefined): Carried | null {
  if (!metadata) return null;
  try {
    return carriedSchema.parse(JSON.parse(metadata));
  } catch {
    return null;
  }
}

interface Filled {
  [block: string]: { [action: string]: { value?: string | null; selected_option?: { value: string } | null } };
}

/** What was filled in, by option. */
export function readFilled(values: Filled): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const [block, actions] of Object.entries(values)) {
    const { value, selected_option } = actions[block] ?? {};
    const given = selected_option?.value ?? value ?? '';
    const name = optionOf(block);
    if (given.trim() !== '' && !filled[name]) filled[name] = given;
  }
  return filled;
}

/** The option that a suggestion's block is about. */
export function optionOf(block: string): string {
  return block.endsWith(PICKED) ? block.slice(0, -PICKED.length) : block;
}

function formatField(field: Field, command: AnyCommand, given: string | undefined): InputBlock[] {
  const suggests = command.options[field.name]?.suggest !== undefined;
  // Either of the two will do, so neither may be demanded by Slack; the command asks for what is missing.
  const input: InputBlock = {
    type: 'input',
    block_id: field.name,
    label: plain(field.label, 150),
    hint: plain(field.description, 150),
    optional: !field.isRequired || suggests,
    element: elementFor(field, given),
  };
  if (!suggests || field.kind === 'choice') return [input];
  const picked: InputBlock = {
    type: 'input',
    block_id: field.name + PICKED,
    label: plain(`${field.label}, from a list`, 150),
    optional: true,
    element: {
      type: 'external_select',
      action_id: field.name + PICKED,
      min_query_length: 1,
      placeholder: plain('Type to search'),
    },
  };
  return [input, picked];
}

function elementFor({ name, kind, choices }: Field, given: string | undefined): InputBlock['element'] {
  const fitting = choices.filter((choice) => choice !== '' && choice.length <= MAX_VALUE).slice(0, MAX_CHOICES);
  if (kind === 'choice' && fitting.length > 0) {
    const options = [...new Set(fitting)].map((value) => ({ text: plain(value), value }));
    const initial = options.find(({ value }) => value === given);
    return {
      type: 'static_select',
      action_id: name,
      options,
      ...(initial ? { initial_option: initial } : {}),
    };
  }
  return {
    type: 'plain_text_input',
    action_id: name,
    multiline: kind === 'paragraph',
    max_length: MAX_LINE,
    ...(given ? { initial_value: given.slice(0, MAX_LINE) } : {}),
  };
}
