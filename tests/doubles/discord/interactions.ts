import { invalidBody, refuse } from './errors.ts';
import { createMessage, editMessage } from './messages.ts';
import { userPayload } from './payloads.ts';
import { breach } from './rules/components.ts';
import { EPHEMERAL, LOADING, type MessageBody } from './rules/message.ts';
import { type ChannelRecord, type Json, type MessageRecord, randomToken, type State } from './state.ts';
import type { FirstAnswer, Modal, UploadedFile, User } from './types.ts';

export const KIND = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
const FIRST_ANSWER_MS = 3000;
const TOKEN_MS = 15 * 60_000;

/** One interaction as the platform remembers it. */
export interface InteractionRecord {
  id: string;
  token: string;
  kind: (typeof KIND)[keyof typeof KIND];
  isMenu: boolean;
  commandName: string | null;
  user: User;
  channel: ChannelRecord;
  /** The message that a component, or the modal it opened, stands on. */
  source: MessageRecord | null;
  /** Which one showed the modal that this one submits. */
  opener: InteractionRecord | null;
  startedAt: number;
  startedRealMs: number;
  answer: FirstAnswer | null;
  originalId: string | null;
  modal: Modal | null;
  followupIds: string[];
  onAnswer: Set<(answer: FirstAnswer) => void>;
}

export interface Interactions {
  open(
    facts: Pick<InteractionRecord, 'kind' | 'isMenu' | 'commandName' | 'user' | 'channel' | 'source'> &
      Partial<Pick<InteractionRecord, 'id' | 'token' | 'opener'>>,
  ): InteractionRecord;
  byId(id: string): InteractionRecord | undefined;
  /** The one whose token the webhook carries, while it is good. */
  byToken(token: string): InteractionRecord;
  /** The one that still waits for its first answer; else throws what the platform says. */
  awaiting(id: string, token: string): InteractionRecord;
  lastModal(userId: string, customId: string): InteractionRecord | undefined;
}

export function createInteractions(state: State): Interactions {
  const byId = new Map<string, InteractionRecord>();
  const byToken = new Map<string, InteractionRecord>();
  return {
    open(facts) {
      const id = facts.id || state.snowflake();
      const record: InteractionRecord = {
        ...facts,
        id,
        token: facts.token || randomToken(`interaction:${id}`),
        startedAt: state.now(),
        startedRealMs: performance.now(),
        opener: facts.opener ?? null,
        answer: null,
        originalId: null,
        modal: null,
        followupIds: [],
        onAnswer: new Set(),
      };
      byId.set(id, record);
      byToken.set(record.token, record);
      return record;
    },
    byId: (id) => byId.get(id),
    byToken(token) {
      const record = byToken.get(token);
      // Before its first answer there is no webhook yet.
      if (!record?.answer) throw refuse(10015);
      if (state.now() - record.startedAt > TOKEN_MS) throw refuse(50027);
      return record;
    },
    awaiting(id, token) {
      const record = byId.get(id);
      if (!record || record.token !== token) throw refuse(10062);
      if (record.answer) throw refuse(40060);
      if (state.now() - record.startedAt > FIRST_ANSWER_MS) throw refuse(10062);
      return record;
    },
    lastModal: (userId, customId) =>
      [...byId.values()].findLast(({ user, modal }) => user.id === userId && modal?.custom_id === customId),
  };
}

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
