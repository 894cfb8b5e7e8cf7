import type { Breach } from '../contract.ts';
import type { AllowedMentions, MessageBody } from './message.ts';
import { allComponents } from './walk.ts';

/** Whom the message would notify. The platform does it without a word, so the double has to complain. */
export function pingBreaches(body: MessageBody, { isReply }: { isReply: boolean }): Breach[] {
  const texts = [
    body.content ?? '',
    ...allComponents(body.components ?? []).map(({ component }) => component.content ?? ''),
  ];
  const pinged = new Set(texts.flatMap((text) => pingsIn(text, body.allowed_mentions ?? null)));
  if (isReply && pingsReplied(body.allowed_mentions ?? null)) pinged.add('the author of the message it replies to');
  return [...pinged].map((whom) => ({
    path: ['allowed_mentions'],
    code: 'PING',
    message: `pings: ${whom}`,
    isDone: true,
  }));
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
