import { z } from 'zod';
import { decodeCall } from '../../chat/call-code.ts';
import { formFor } from '../../chat/form.ts';
import { UserError } from '../../errors.ts';
import { answerInteraction, type Room } from './doing.ts';
import { showForm } from './format-form.ts';
import { namedCommand } from './inbox-slash.ts';
import type { Interaction } from './interaction.ts';

const pressedSchema = z.object({ custom_id: z.string(), values: z.array(z.string()).optional() });
const inputSchema = z.object({
  custom_id: z.string(),
  value: z.string().nullish(),
  values: z.array(z.string()).nullish(),
});
const submittedSchema = z.object({
  custom_id: z.string(),
  components: z.array(z.object({ component: inputSchema.optional() })),
});

/** A button that was pressed, or something picked from a menu. */
export async function answerPress(interaction: Interaction, room: Room): Promise<void> {
  const { custom_id: code, values = [] } = pressedSchema.parse(interaction.data);
  const call = decodeCall(code);
  const [value] = values;
  if (!call) throw new UserError('oldButton');
  const command = namedCommand(call.command, room.commands);
  const picked = call.picked === null || value === undefined ? {} : { [call.picked]: value };
  const options = { ...call.options, ...picked };
  const form = formFor(command, options, room.menus);
  if (form) return await showForm(interaction, form, room.api);
  await answerInteraction(interaction, command.opens === 'private', room, () => [{ command: command.name, options }]);
}

/** A form that was sent off. */
export async function answerForm(interaction: Interaction, room: Room): Promise<void> {
  const { custom_id: code, components } = submittedSchema.parse(interaction.data);
  const call = decodeCall(code);
  if (!call) throw new UserError('oldButton');
  const command = namedCommand(call.command, room.commands);
  const filled = components.flatMap(({ component }): [string, string][] => {
    const value = component?.values?.[0] ?? component?.value ?? '';
    return component && value !== '' ? [[component.custom_id, value]] : [];
  });
  const options = { ...call.options, ...Object.fromEntries(filled) };
  await answerInteraction(interaction, command.opens === 'private', room, () => [{ command: command.name, options }]);
}
