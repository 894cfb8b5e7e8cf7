import OpenAI from 'openai';
import { ModelDown } from '../errors.ts';

/** What to do about a call that failed. */
export type Trouble =
  | { kind: 'again'; afterMs: number | null; down: ModelDown }
  | { kind: 'down'; down: ModelDown }
  | { kind: 'format'; down: ModelDown };

/** Judged by status and code, and by the message only where providers give neither. `now` in ms since 1970, for pauses given as a date. */
export function judgeTrouble(error: unknown, now: number): Trouble {
  if (!(error instanceof OpenAI.APIError)) {
    return { kind: 'again', afterMs: null, down: down('unreachable', 'the connection to the model broke', error) };
  }
  const { status, code, message } = error;
  if (error instanceof OpenAI.APIConnectionError || status === undefined) {
    return { kind: 'again', afterMs: null, down: down('unreachable', `the model can't be reached: ${message}`, error) };
  }
  if (code === 'insufficient_quota' || status === 402) return final('no-credit', 'there is no credit left', error);
  if (status === 401 || status === 403) return final('bad-key', `the key is refused (${status})`, error);
  if (status === 429 || status === 408 || status === 409 || status >= 500) {
    const overloaded = down('overloaded', `the model's server answers ${status}`, error);
    return { kind: 'again', afterMs: retryAfterMs(error, now), down: overloaded };
  }
  const refused = down('bad-setup', `the model's server refuses the request (${status}): ${message}`, error);
  const isFormat =
    (status === 400 || status === 422) && /response_format|json_schema|json_object|schema/i.test(message);
  return isFormat ? { kind: 'format', down: refused } : { kind: 'down', down: refused };
}

function final(why: ModelDown['why'], message: string, cause: unknown): Trouble {
  return { kind: 'down', down: down(why, message, cause) };
}

function down(why: ModelDown['why'], message: string, cause: unknown): ModelDown {
  return new ModelDown(why, message, { cause });
}

/** Seconds, or an HTTP date. */
function retryAfterMs({ headers }: InstanceType<typeof OpenAI.APIError>, now: number): number | null {
  const value = headers?.get('retry-after');
  if (!value) return null;
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}
