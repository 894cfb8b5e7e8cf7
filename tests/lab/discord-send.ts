import type { DiscordDouble } from '../doubles/discord/index.ts';
import { within } from './side.ts';

/** A gateway dispatch `{t, d}`, a forwarded one `{type: "GATEWAY_…", data}`, or an interaction alone. */
export async function sendToDiscord(
  discord: DiscordDouble,
  payload: Record<string, unknown>,
  answerMs: number,
): Promise<Record<string, unknown>> {
  const event = dispatchOf(payload);
  const interaction = discord.send(event);
  if (!interaction) return { ok: true, event: event.t, answered: null };
  const answered = await within(interaction.answered, answerMs);
  const ids = { event: event.t, interactionId: interaction.id, token: interaction.token };
  if (!answered) return { ok: false, ...ids, problem: `no answer in ${answerMs} ms` };
  const { ms, realMs } = answered;
  return { ok: true, ...ids, ms, realMs, answered, modal: interaction.modal(), message: interaction.message() };
}

function dispatchOf(payload: Record<string, unknown>): { t: string; d: Record<string, unknown> } {
  const { t, d, type, data } = payload;
  if (typeof t === 'string' && isObject(d)) return { t, d };
  const forwarded = typeof type === 'string' ? /^GATEWAY_(\w+)$/.exec(type)?.[1] : undefined;
  if (forwarded && isObject(data)) return { t: forwarded, d: data };
  return { t: 'INTERACTION_CREATE', d: payload };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
