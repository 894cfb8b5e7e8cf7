import { invalidBody } from './errors.ts';
import { type InteractionRecord, KIND } from './interactions.ts';
import { createMessage, editMessage } from './messages.ts';
import { userPayload } from './payloads.ts';
import { breach } from './rules/components.ts';
import { EPHEMERAL, LOADING, type MessageBody } from './rules/message.ts';
import type { ChannelRecord, Json, MessageRecord, State } from './state.ts';
import type { Modal, UploadedFile } from './types.ts';

const ALLOWED: Record<InteractionRecord['kind'], readonly number[]> = {
  [KIND.command]: [4, 5, 9],
  [KIND.component]: [4, 5, 6, 7, 9],
  [KIND.autocomplete]: [8],
  [KIND.modal]: [4, 5, 6, 7],
};

/** Takes the first answer, which has kept to the contract, and returns the message it made or changed. */
export function answer(
  state: State,
  record: InteractionRecord,
  body: { type: number; data?: Json | null },
  files: UploadedFile[],
): MessageRecord | null {
  const mayUpdate = record.kind !== KIND.modal || record.source !== null;
  if (!ALLOWED[record.kind].includes(body.type) || ((body.type === 6 || body.type === 7) && !mayUpdate)) {
    throw invalidBody([
      breach(['type'], 'INTERACTION_CALLBACK_TYPE_INVALID', `Type ${body.type} does not answer this.`),
    ]);
  }
  const data = body.data ?? null;
  // Before its effect is told: whoever waits for @original has to know it.
  if (body.type === 4 || body.type === 5) record.originalId = state.snowflake();
  if (body.type === 6 || body.type === 7) record.originalId = record.source?.message.id ?? null;
  const message = effectOf(state, record, body.type, data ?? {}, files);
  record.answer = {
    type: body.type,
    data,
    ms: state.now() - record.startedAt,
    realMs: performance.now() - record.startedRealMs,
  };
  for (const tell of record.onAnswer) tell(record.answer);
  return message;
}

function effectOf(
  state: State,
  record: InteractionRecord,
  type: number,
  data: Json,
  files: UploadedFile[],
): MessageRecord | null {
  if (type === 4) return writeFor(state, record, data, files);
  if (type === 5) return writeFor(state, record, { flags: Number(data.flags ?? 0) | LOADING }, []);
  if (type === 7 && record.source) editMessage(state, record.source, data, files);
  if (type === 6 || type === 7) return record.source;
  // A modal's data has passed its schema.
  if (type === 9) record.modal = data as unknown as Modal;
  return null;
}

/** A message by the interaction's token: the answer, or a follow-up. */
export function writeFor(
  state: State,
  record: InteractionRecord,
  body: MessageBody,
  files: UploadedFile[],
  isFollowup = false,
): MessageRecord {
  const isPrivate = (Number(body.flags ?? 0) & EPHEMERAL) !== 0;
  const repliesTo = isFollowup ? record.originalId : record.source?.message.id;
  const type = repliesTo ? 19 : record.isMenu ? 23 : 20;
  return createMessage(state, {
    ...(isFollowup ? {} : { id: record.originalId ?? state.snowflake() }),
    channel: record.channel,
    author: state.bot,
    body,
    files,
    type: !repliesTo && record.kind !== KIND.command ? 0 : type,
    onlyFor: isPrivate ? record.user.id : null,
    byInteraction: true,
    extra: {
      application_id: state.applicationId,
      webhook_id: state.applicationId,
      ...(repliesTo ? referenceTo(record.channel, repliesTo) : {}),
      interaction_metadata: metadataOf(record),
    },
  });
}

function referenceTo({ channel }: ChannelRecord, messageId: string): Json {
  const guild = channel.guildId ? { guild_id: channel.guildId } : {};
  return { message_reference: { type: 0, channel_id: channel.id, message_id: messageId, ...guild } };
}

function metadataOf({ id, kind, user, commandName, source, opener }: InteractionRecord): Json {
  return {
    id,
    type: kind,
    user: userPayload(user),
    authorizing_integration_owners: {},
    ...(commandName ? { name: commandName } : {}),
    ...(opener ? { triggering_interaction_metadata: metadataOf(opener) } : {}),
    ...(kind === KIND.component ? { interacted_message_id: source?.message.id } : {}),
  };
}
