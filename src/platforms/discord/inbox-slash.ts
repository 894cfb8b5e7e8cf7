import { InteractionResponseType, ApplicationCommandOptionType as Kind } from 'discord-api-types/v10';
import { z } from 'zod';
import type { AnyCommand } from '../../chat/command.ts';
import { formFor } from '../../chat/form.ts';
import { suggest } from '../../chat/suggest.ts';
import { UserError } from '../../errors.ts';
import { answerInteraction, type Room } from './doing.ts';
import { fileHandle } from './files.ts';
import { pickable } from './format-actions.ts';
import { showForm } from './format-form.ts';
import { heardSchema, readHeard } from './heard.ts';
import { channelOf, type Interaction, scopeOf } from './interaction.ts';
import { answerFirst } from './respond.ts';

const leafSchema = z.object({
  name: z.string(),
  type: z.number(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
});
const branchSchema = leafSchema.extend({ options: z.array(leafSchema).optional() });
const topSchema = leafSchema.extend({ options: z.array(branchSchema).optional() });
const attachmentSchema = z.object({ url: z.string(), filename: z.string(), content_type: z.string().nullish() });
const commandSchema = z.object({
  name: z.string(),
  type: z.number(),
  target_id: z.string().optional(),
  options: z.array(topSchema).optional(),
  resolved: z
    .object({
      attachments: z.record(z.string(), attachmentSchema).optional(),
      messages: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
});
type Typed = z.infer<typeof commandSchema>;
type Leaf = z.infer<typeof leafSchema>;

const ON_MESSAGE = 3;

/** A command that was typed, or picked from a message's menu. */
export async function answerCommand(interaction: Interaction, room: Room): Promise<void> {
  const typed = commandSchema.parse(interaction.data);
  if (typed.type === ON_MESSAGE) return await answerOnMessage(interaction, typed, room);
  const { name, leaves } = pathOf(typed);
  const command = namedCommand(name, room.commands);
  const options = optionsOf(leaves, typed);
  const form = formFor(command, options, room.menus);
  if (form) return await showForm(interaction, form, room.api);
  await answerInteraction(interaction, command.opens === 'private', room, () => [{ command: name, options }]);
}

/** What may be picked while an option is typed. */
export async function answerSuggestions(interaction: Interaction, room: Room): Promise<void> {
  const { name, leaves } = pathOf(commandSchema.parse(interaction.data));
  const command = room.commands.find((one) => one.name === name);
  const focused = leaves.find((leaf) => leaf.focused);
  const asked = command && focused && { command, option: focused.name, typed: String(focused.value ?? '') };
  const found = asked ? await suggest({ ...asked, scope: scopeOf(interaction) }, room.menus) : [];
  const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
  await answerFirst(interaction, { type, data: { choices: pickable(found) } }, room.api);
}

async function answerOnMessage(interaction: Interaction, typed: Typed, room: Room): Promise<void> {
  const command = room.commands.find(({ onMessage }) => onMessage?.label === typed.name);
  const { onMessage } = command ?? {};
  if (!command || !onMessage) throw new UserError('unknownCommand', { name: typed.name });
  await answerInteraction(interaction, command.opens === 'private', room, () => {
    const message = heardSchema.parse(typed.resolved?.messages?.[typed.target_id ?? '']);
    const heard = readHeard({ ...message, channel_id: message.channel_id ?? channelOf(interaction) }, room.self);
    const sets = onMessage.read(heard, room.menus);
    return sets.slice(0, 3).map((options) => ({ command: command.name, options }));
  });
}

/** The command's whole name, and what was given to it. */
function pathOf({ name, options = [] }: Typed): { name: string; leaves: Leaf[] } {
  const [below] = options;
  if (below?.type === Kind.SubcommandGroup) {
    const [leaf] = below.options ?? [];
    return { name: `${name} ${below.name} ${leaf?.name ?? ''}`, leaves: leaf?.options ?? [] };
  }
  if (below?.type === Kind.Subcommand) return { name: `${name} ${below.name}`, leaves: below.options ?? [] };
  return { name, leaves: options };
}

function optionsOf(leaves: readonly Leaf[], { resolved }: Typed): Record<string, string> {
  const given = leaves.map(({ name, type, value = '' }) => {
    const file = type === Kind.Attachment ? resolved?.attachments?.[String(value)] : undefined;
    return [name, file ? fileHandle({ ...file, type: file.content_type ?? null }) : String(value)];
  });
  return Object.fromEntries(given);
}

export function namedCommand(name: string, commands: readonly AnyCommand[]): AnyCommand {
  const command = commands.find((one) => one.name === name);
  if (!command) throw new UserError('unknownCommand', { name });
  return command;
}
