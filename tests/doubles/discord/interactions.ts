import { refuse } from './errors.ts';
import { type ChannelRecord, type MessageRecord, randomToken, type State } from './state.ts';
import type { FirstAnswer, Modal, User } from './types.ts';

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

export function createInteractions(state: State, answerMs = FIRST_ANSWER_MS): Interactions {
  const byId = new Map<string, InteractionRecord>();
  const byToken = new Map<string, InteractionRecord>();
  return {
    open(facts) {
      const id = facts.id || state.snowflake();
      const record: InteractionRecord = {
        ...facts,
        id,
        // Each interaction has a token of its own, whatever a recording says.
        token: facts.token && !byToken.has(facts.token) ? facts.token : randomToken(`interaction:${id}`),
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
      if (state.now() - record.startedAt > answerMs) throw refuse(10062);
      return record;
    },
    lastModal: (userId, customId) =>
      [...byId.values()].findLast(({ user, modal }) => user.id === userId && modal?.custom_id === customId),
  };
}
