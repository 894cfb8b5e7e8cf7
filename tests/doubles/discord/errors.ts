import { type Breach, errorsTree } from './contract.ts';
import type { Json } from './state.ts';

/** What the platform answers instead of doing it; `breaches` when it is the bot's fault. */
export class Refusal extends Error {
  status: number;
  body: Json;
  breaches: readonly Breach[];

  constructor(status: number, body: Json, breaches: readonly Breach[] = []) {
    super(String(body.message));
    this.status = status;
    this.body = body;
    this.breaches = breaches;
  }
}

const KNOWN = {
  10002: [404, 'Unknown Application'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  40033: [400, 'This message has already been crossposted.'],
  40060: [400, 'Interaction has already been acknowledged.'],
  40094: [400, 'Maximum number of follow up messages reached'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50007: [403, 'Cannot send messages to this user'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50024: [400, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50033: [400, 'Invalid Recipient(s)'],
  50083: [400, 'Thread is archived'],
  160004: [400, 'A thread has already been created for this message'],
} as const;

/** One of the platform's own errors, in its words. */
export function refuse(code: keyof typeof KNOWN): Refusal {
  const [status, message] = KNOWN[code];
  return new Refusal(status, { message, code });
}

export function invalidBody(breaches: readonly Breach[]): Refusal {
  return new Refusal(400, { message: 'Invalid Form Body', code: 50035, errors: errorsTree(breaches) }, breaches);
}

export function emptyMessage(): Refusal {
  const breach = { path: ['content'], code: '50006', message: 'Cannot send an empty message' };
  return new Refusal(400, { message: breach.message, code: 50006 }, [breach]);
}
