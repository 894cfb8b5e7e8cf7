import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Message } from '../../chat/message.ts';
import type { Api } from './api.ts';
import { ANSWERED_ALREADY, codeOf } from './errors.ts';
import { asPrivate, formatMessage } from './format.ts';
import type { Interaction } from './interaction.ts';

const responseSchema = z.object({ resource: z.object({ message: z.object({ id: z.string() }).nullish() }).nullish() });

/** Shows that an answer is coming. Answers the message it will stand in, null where that is not known, and false where it was given already. */
export async function defer(
  interaction: Interaction,
  isPrivate: boolean,
  api: Api,
): Promise<{ message: string | null } | false> {
  const answered = await answerFirst(
    interaction,
    {
      type: InteractionResponseType.DeferredChannelMessageWithSource,
      ...(isPrivate ? { data: { flags: MessageFlags.Ephemeral } } : {}),
    },
    api,
  );
  if (answered === false) return false;
  return { message: responseSchema.safeParse(answered).data?.resource?.message?.id ?? null };
}

/** False where a first answer was given before, as when the same interaction comes again. */
export async function answerFirst(interaction: Interaction, answer: object, api: Api): Promise<unknown> {
  const send = () =>
    api.post(`/interactions/${interaction.id}/${interaction.token}/callback`, answer, {
      isOpen: true,
      query: { with_response: 'true' },
    });
  try {
    return await send();
  } catch (error) {
    if (codeOf(error) === ANSWERED_ALREADY) return false;
    if (codeOf(error) !== null) throw error;
    // The line broke: it may have arrived or not, and there are three seconds.
    return await send().catch((again: unknown) => {
      if (codeOf(again) === ANSWERED_ALREADY) return null;
      throw again;
    });
  }
}

/** Words for whoever did it, as the first answer or, where one was opened, in its place. */
export async function tell(interaction: Interaction, message: Message, api: Api): Promise<void> {
  const data = asPrivate(formatMessage(message));
  const type = InteractionResponseType.ChannelMessageWithSource;
  if ((await answerFirst(interaction, { type, data }, api)) !== false) return;
  await showInPlace(interaction, message, api);
}

/** In the place of the first answer, or of the follow-up that has this id. */
export async function showInPlace(
  { application_id: application, token }: Interaction,
  message: Message,
  api: Api,
  id = '@original',
): Promise<void> {
  await api.patch(`/webhooks/${application}/${token}/messages/${id}`, formatMessage(message), { isOpen: true });
}

/** Beside the first answer. Answers the new message's id. */
export async function followUp(
  { application_id: application, token }: Interaction,
  message: Message,
  isPrivate: boolean,
  api: Api,
): Promise<string> {
  const payload = formatMessage(message);
  const sent = await api.post(`/webhooks/${application}/${token}`, isPrivate ? asPrivate(payload) : payload, {
    isOpen: true,
    query: { wait: 'true' },
  });
  return z.object({ id: z.string() }).parse(sent).id;
}
