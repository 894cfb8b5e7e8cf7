import { PATIENCE_MS } from '../patience.ts';
import type { InteractionRecord } from './interactions.ts';
import { EPHEMERAL } from './rules/message.ts';
import type { State } from './state.ts';
import type { DiscordMessage, FirstAnswer, Interaction } from './types.ts';

/** What a test holds of an interaction it has started. */
export function handleOf(state: State, record: InteractionRecord): Interaction {
  const original = () => (record.originalId ? (state.messages.get(record.originalId)?.message ?? null) : null);
  return {
    id: record.id,
    token: record.token,
    answered: firstAnswer(record),
    modal: () => record.modal,
    message: original,
    until: (fits, timeoutMs) =>
      messageThatFits(state, original, (message) => message.id === record.originalId && fits(message), timeoutMs),
    followups: () => record.followupIds.flatMap((id) => state.messages.get(id)?.message ?? []),
    get ephemeral() {
      return ((original()?.flags ?? Number(record.answer?.data?.flags ?? 0)) & EPHEMERAL) !== 0;
    },
  };
}

function firstAnswer(record: InteractionRecord): Promise<FirstAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<FirstAnswer>();
  const timer = setTimeout(() => reject(new Error(`interaction ${record.id} was never answered`)), PATIENCE_MS);
  // A test that is over does not wait for an answer nobody reads.
  timer.unref();
  promise.catch(() => undefined);
  record.onAnswer.add((answer) => {
    clearTimeout(timer);
    resolve(answer);
  });
  return promise;
}

/** The first message, as it stands or to come, that fits. */
export async function messageThatFits(
  state: State,
  now: () => DiscordMessage | null,
  fits: (message: DiscordMessage) => boolean,
  timeoutMs = PATIENCE_MS,
): Promise<DiscordMessage> {
  const known = now();
  if (known && fits(known)) return known;
  const { promise, resolve, reject } = Promise.withResolvers<DiscordMessage>();
  const stop = state.onChange((message) => {
    if (fits(message)) resolve(message);
  });
  const timer = setTimeout(() => reject(new Error(`no such message in ${timeoutMs} ms${seen(state)}`)), timeoutMs);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    stop();
  }
}

function seen(state: State): string {
  const last = [...state.messages.values()].slice(-3).map(({ message }) => JSON.stringify(message).slice(0, 600));
  return last.length === 0 ? '; there is none at all' : `; the last were:\n${last.join('\n')}`;
}
