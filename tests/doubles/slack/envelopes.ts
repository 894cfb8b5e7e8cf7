import type { WebSocket } from 'ws';
import { takeAck } from './acks.ts';
import { isJson, type Platform, textOf } from './platform.ts';
import type { Ack, DeliveryKind, Json } from './types.ts';

/** An envelope on its way, until the bot acknowledges it. */
export interface Sent {
  envelope: Json;
  kind: DeliveryKind;
  payload: Json;
  at: number;
  timer: NodeJS.Timeout;
  isAcked: boolean;
  /** The connection it went over. */
  socket: WebSocket;
  waiting: PromiseWithResolvers<Ack>;
}

/** Told once, when the time is over by the double's clock too; an ack that still comes tells the rest. */
export function missed(platform: Platform, { kind, at, isAcked, envelope }: Sent): void {
  const { answerMs } = platform.settings;
  if (isAcked || platform.clock() - at < answerMs) return;
  const violations = [`no ack in ${answerMs / 1000} s`];
  platform.journal.add({ at, method: 'ACK', path: kind, body: null, status: 0, answer: envelope, violations });
}

/** What the bot says over the socket: acknowledgements, and nothing else. */
export function takeMessage(platform: Platform, known: Map<string, Sent>, text: string): void {
  const message: unknown = JSON.parse(text);
  const id = isJson(message) ? textOf(message.envelope_id) : '';
  const sent = known.get(id);
  const now = platform.clock();
  const journal = (path: string, body: unknown, ms: number, violations: string[]) =>
    platform.journal.add({ at: now, method: 'ACK', path, body, status: 200, answer: { ms }, violations });
  if (!isJson(message) || !sent || sent.isAcked) {
    const words = sent?.isAcked ? 'an envelope was acknowledged twice' : 'an ack of an envelope that was not sent';
    journal(sent?.kind ?? 'unknown', message, 0, [words]);
    return;
  }
  clearTimeout(sent.timer);
  sent.isAcked = true;
  const ms = now - sent.at;
  const { answerMs } = platform.settings;
  const { payload = null } = message;
  const late = ms > answerMs ? [`the ack came after ${ms} ms, ${answerMs} are allowed`] : [];
  journal(sent.kind, payload, ms, [...late, ...takeAck(platform, sent.kind, sent.payload, payload)]);
  sent.waiting.resolve({ payload: isJson(payload) && Object.keys(payload).length === 0 ? null : payload, ms });
}
