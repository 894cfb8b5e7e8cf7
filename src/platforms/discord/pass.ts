import type { Reply } from '../../news/ports.ts';

/** Discord lets an interaction's token edit and follow up for so long. */
export const PASS_MS = 15 * 60_000;
/** What is sent shortly before that might come too late. */
const MARGIN_MS = 15_000;

/** A pass holds whose application's token it is, so that a worker needs no other way to know. */
export function writePass({ application, token }: { application: string; token: string }): string {
  return `${application}:${token}`;
}

/** Where to send to with a reply's pass; null where it has none or it is over. */
export function webhookOf({ pass }: Pick<Reply, 'pass'>, now: number): `/webhooks/${string}` | null {
  if (!pass || now > pass.until - MARGIN_MS) return null;
  const [application, ...token] = pass.secret.split(':');
  return `/webhooks/${application}/${encodeURIComponent(token.join(':'))}`;
}
