import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  InteractionResponseType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { encodeCall } from '../../chat/call-code.ts';
import type { Field, Form } from '../../chat/form.ts';
import { UserError } from '../../errors.ts';
import type { Api } from './api.ts';
import { labelOf } from './format-actions.ts';
import type { Interaction } from './interaction.ts';
import { answerFirst } from './respond.ts';

const MAX_TITLE = 45;
const MAX_INPUT = 4000;
const MAX_CHOICES = 25;

export async function showForm(interaction: Interaction, form: Form, api: Api): Promise<void> {
  await answerFirst(interaction, { type: InteractionResponseType.Modal, data: formatForm(form) }, api);
}

/** What was given already is filled in, where there is a field for it; the rest rides along. */
export function formatForm({ title, command, given, fields }: Form): APIModalInteractionResponseCallbackData {
  const asked = new Set(fields.map(({ name }) => name));
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !asked.has(name)));
  const code = encodeCall({ command, options: rest });
  // Nothing else holds what was given until the form comes back.
  if (code === null) throw new UserError('tooLarge', { limit: 'a form can carry along' });
  return {
    custom_id: code,
    title: labelOf(title, MAX_TITLE),
    components: fields.map((field) => labelled(field, given[field.name] ?? '')),
  };
}

function labelled(field: Field, value: string): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: labelOf(field.label, MAX_TITLE),
    description: labelOf(field.description, 100),
    component: inputOf(field, value),
  };
}

function inputOf({ name, kind, isRequired, choices }: Field, value: string): APILabelComponent['component'] {
  const offered = choices.filter((one) => one !== '' && one.length <= 100);
  if (kind === 'choice' && offered.length === choices.length && choices.length > 0 && choices.length <= MAX_CHOICES) {
    const options = offered.map((one) => ({ label: labelOf(one, 100), value: one, default: one === value }));
    return { type: ComponentType.StringSelect, custom_id: name, required: isRequired, options };
  }
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: kind === 'paragraph' ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required: isRequired,
    max_length: MAX_INPUT,
    ...(value !== '' && value.length <= MAX_INPUT ? { value } : {}),
  };
}
