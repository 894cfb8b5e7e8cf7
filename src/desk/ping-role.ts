import { UserError } from '../errors.ts';
import type { Scope } from '../news/ports.ts';

/** Throws UserError where everybody would be pinged: on Discord that is the role with the server's own id. */
export function refuseEverybody(ping: string | null, scope: Scope): void {
  if (ping !== null && isEverybody(ping, scope))
    throw new UserError('badOption', { name: 'ping', given: '@everyone', expected: 'a role that is not everybody' });
}

/** The role as a post may carry it, however it came to be set. */
export function pingOf(ping: string | null, scope: Scope): string | null {
  return ping === null || isEverybody(ping, scope) ? null : ping;
}

function isEverybody(ping: string, { workspace }: Scope): boolean {
  return ping.slice(1) === workspace.slice(workspace.indexOf(':') + 1);
}
