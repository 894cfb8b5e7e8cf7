import { createHmac } from 'node:crypto';
import { takeAck } from './acks.ts';
import type { Platform } from './platform.ts';
import type { DeliveryKind, HttpAck, Json } from './types.ts';

const EVENT_ATTEMPTS = 4;

/** What kind of envelope a payload goes in, by its shape. */
export function kindOf(payload: Json): DeliveryKind {
  if (typeof payload.command === 'string') return 'slash_commands';
  const isEvent = payload.type === 'event_callback' || payload.type === 'url_verification';
  return isEvent ? 'events_api' : 'interactive';
}

/** To the bot's own address, signed; an event that is refused comes again, with the reason. */
export async function sendHttp(
  platform: Platform,
  url: string,
  payload: Json,
  kind = kindOf(payload),
): Promise<HttpAck> {
  const most = kind === 'events_api' ? EVENT_ATTEMPTS : 1;
  let reason = '';
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await postOnce(platform, url, payload, kind, attempt, reason);
    const isOver = (outcome.status >= 200 && outcome.status < 300) || attempt + 1 >= most;
    if (isOver) return { ...outcome, attempts: attempt + 1 };
    reason = outcome.status === 0 ? 'http_timeout' : 'http_error';
  }
}

async function postOnce(
  platform: Platform,
  url: string,
  payload: Json,
  kind: DeliveryKind,
  attempt: number,
  reason: string,
) {
  const at = platform.clock();
  const { answerMs } = platform.settings;
  const { type, text } = encode(payload, kind);
  const retries: Record<string, string> =
    attempt > 0 ? { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': reason } : {};
  const headers = { 'content-type': type, ...sign(platform, text), ...retries };
  const journal = (status: number, body: unknown, violations: string[]) =>
    platform.journal.add({
      at,
      method: 'ACK',
      path: kind,
      body,
      status,
      answer: { ms: platform.clock() - at },
      violations,
    });
  try {
    const signal = AbortSignal.timeout(answerMs);
    const response = await fetch(url, { method: 'POST', headers, body: text, signal });
    const ack = readAck(await response.text());
    const ms = platform.clock() - at;
    const late = ms > answerMs ? [`the ack came after ${ms} ms, ${answerMs} are allowed`] : [];
    journal(response.status, ack, response.ok ? [...late, ...takeAck(platform, kind, payload, ack)] : []);
    return { status: response.status, payload: ack, ms };
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    journal(0, null, isTimeout ? [`no ack in ${answerMs / 1000} s`] : []);
    return { status: 0, payload: null, ms: platform.clock() - at };
  }
}

function encode(payload: Json, kind: DeliveryKind): { type: string; text: string } {
  if (kind === 'events_api') return { type: 'application/json', text: JSON.stringify(payload) };
  const fields = kind === 'interactive' ? { payload: JSON.stringify(payload) } : payload;
  const form = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]));
  return { type: 'application/x-www-form-urlencoded', text: form.toString() };
}

/** By the machine's own time: the bot's library holds it to that, whatever clock the test has. */
function sign({ settings }: Platform, text: string) {
  const seconds = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', settings.signingSecret).update(`v0:${seconds}:${text}`).digest('hex');
  return { 'x-slack-request-timestamp': seconds, 'x-slack-signature': `v0=${digest}` };
}

function readAck(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
