import type { Breach } from '../contract.ts';
import type { AllowedMentions, MessageBody } from './message.ts';
import { allComponents } from './walk.ts';

/**
 * Whom the message would notify. The platform does it without a word, so the double has to complain; but for the one role
 * that a new message says first and names as allowed.
 */
export function pingBreaches(body: MessageBody, { isReply, isNew }: { isReply: boolean; isNew: boolean }): Breach[] {
  const allowed = body.allowed_mentions ?? null;
  const [first = '', ...others] = textsOf(body);
  const isOpening = isNew && !isReply && opensWithPing(first, allowed);
  const pinged = new Set((isOpening ? others : [first, ...others]).flatMap((text) => pingsIn(text, allowed)));
  if (isReply && pingsReplied(allowed)) pinged.add('the author of the message it replies to');
  const unsaid = isOpening
    ? []
    : (allowed?.roles ?? []).map((role) => `the role ${role}, which it does not begin with`);
  return [...pinged, ...unsaid].map((whom) => ({
    path: ['allowed_mentions'],
    code: 'PING',
    message: `pings: ${whom}`,
    isDone: true,
  }));
}

/** The roles that stand in the text and are allowed: what the platform lets through, as far as each may be mentioned. */
export function rolesNamed(body: MessageBody): string[] {
  const pings = textsOf(body).flatMap((text) => pingsIn(text, body.allowed_mentions ?? null));
  return [...new Set(pings.flatMap((ping) => /^<@&(\d+)>$/.exec(ping)?.[1] ?? []))];
}

function textsOf({ content, components }: MessageBody): string[] {
  const shown = allComponents(components ?? []).map(({ component }) => component.content ?? '');
  return [content ?? '', ...shown].filter((text) => text !== '');
}

function opensWithPing(first: string, allowed: AllowedMentions | null): boolean {
  const [role, ...others] = allowed?.roles ?? [];
  const isAlone = others.length === 0 && allowed?.parse?.length === 0 && !allowed.users?.length;
  return role !== undefined && isAlone && first === `<@&${role}>`;
}

function pingsIn(text: string, allowed: AllowedMentions | null): string[] {
  const may = (kind: string, id: string | null, listed: string[] | null | undefined) =>
    !allowed?.parse || allowed.parse.includes(kind) || (id !== null && (listed ?? []).includes(id));
  return [...text.matchAll(/@everyone|@here|<@&(\d+)>|<@!?(\d+)>/g)]
    .filter(([, role, user]) => {
      if (role) return may('roles', role, allowed?.roles);
      return user ? may('users', user, allowed?.users) : may('everyone', null, null);
    })
    .map(([found]) => found);
}

/** With allowed_mentions given, replied_user is off unless asked for. */
function pingsReplied(allowed: AllowedMentions | null): boolean {
  return allowed === null || allowed.replied_user === true;
}
